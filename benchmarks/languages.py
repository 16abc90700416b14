"""Texts in eight other languages, written for this, to see which of them kg tells from English, and how fast.

Run `python -m benchmarks.languages FOLDER…` with folders of annotated documents; see `main`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import MappingProxyType

from kg.alignment import AlignedText
from kg.annotations import read_folder
from kg.documents.languages import find_language
from kg.model import Block

TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fr": (
            "Lisbonne, le 12 juin 2024. L'Institut des marées et le Conseil des récifs ont organisé hier un forum sur "
            "les ports propres, auquel ont pris part deux cents délégués venus de trente pays. La ministre adjointe "
            "des ports, Inês Valadares, a présidé la séance d'ouverture et rappelé que la mer n'attend personne.",
            "La directrice générale a ouvert la conférence régionale sur l'éducation des filles à Dakar.",
            "Le comité se réunira de nouveau en septembre pour adopter son programme de travail, que l'UNESCO et la "
            "Banque mondiale soutiennent avec un don de quatre millions de dollars des États-Unis.",
        ),
        "es": (
            "Lisboa, 12 de junio de 2024. El Instituto de las Mareas y el Consejo de Arrecifes organizaron ayer un "
            "foro sobre puertos limpios, en el que participaron doscientos delegados de treinta países. La "
            "viceministra de Puertos, Inês Valadares, presidió la sesión y recordó que el mar no espera a nadie.",
            "La directora general inauguró en Bogotá la conferencia regional sobre la educación de las niñas.",
            "El comité volverá a reunirse en septiembre para aprobar su programa de trabajo, que la UNESCO y el Banco "
            "Mundial apoyan con una donación de cuatro millones de dólares de los Estados Unidos.",
        ),
        "de": (
            "Lissabon, 12. Juni 2024. Das Institut für Gezeiten und der Rat der Riffe richteten gestern ein Forum über "
            "saubere Häfen aus, an dem zweihundert Delegierte aus dreißig Ländern teilnahmen. Die stellvertretende "
            "Hafenministerin Inês Valadares leitete die Eröffnung und erinnerte daran, dass das Meer nicht wartet.",
            "Die Generaldirektorin eröffnete in Bonn die Regionalkonferenz über die Bildung von Mädchen.",
            "Der Ausschuss tritt im September wieder zusammen, um sein Arbeitsprogramm zu beschließen, das die UNESCO "
            "und die Weltbank mit einer Spende von vier Millionen Dollar unterstützen.",
        ),
        "ar": (
            "لشبونة، 12 يونيو 2024. نظم معهد المد والجزر ومجلس الشعاب المرجانية أمس منتدى حول الموانئ النظيفة شارك فيه "
            "مئتا مندوب من ثلاثين بلدا. وترأست نائبة وزير الموانئ الجلسة الافتتاحية وذكرت بأن البحر لا ينتظر أحدا.",
            "افتتحت المديرة العامة المؤتمر الإقليمي لتعليم الفتيات في عمان.",
            "تجتمع اللجنة مرة أخرى في سبتمبر لاعتماد برنامج عملها الذي تدعمه اليونسكو والبنك الدولي بأربعة ملايين.",
        ),
        "ru": (
            "Лиссабон, 12 июня 2024 года. Институт приливов и Совет рифов провели вчера форум о чистых портах, в "
            "котором приняли участие двести делегатов из тридцати стран. Заседание открыла заместитель министра портов "
            "Инеш Валадареш, напомнившая, что море никого не ждёт.",
            "Генеральный директор открыла в Казани региональную конференцию по образованию девочек.",
            "Комитет вновь соберётся в сентябре, чтобы утвердить программу работы, которую поддерживают ЮНЕСКО и "
            "Всемирный банк, выделившие четыре миллиона долларов США.",
        ),
        "zh": (
            "里斯本，2024年6月12日。潮汐研究所和珊瑚礁理事会昨天举办了清洁港口论坛，来自三十个国家的二百名代表出席。"
            "港口部副部长主持了开幕式，并提醒大家大海不等人。",
            "总干事在成都主持了女童教育区域会议的开幕式。",
            "委员会将于九月再次开会，通过由教科文组织和世界银行出资四百万美元支持的工作计划。",
        ),
        "pt": (
            "Lisboa, 12 de junho de 2024. O Instituto das Marés e o Conselho dos Recifes organizaram ontem um fórum "
            "sobre portos limpos, em que participaram duzentos delegados de trinta países. A vice-ministra dos Portos, "
            "Inês Valadares, presidiu à sessão de abertura e lembrou que o mar não espera por ninguém.",
            "A diretora-geral abriu em Maputo a conferência regional sobre a educação das meninas.",
            "O comité volta a reunir-se em setembro para aprovar o seu programa de trabalho, que a UNESCO e o Banco "
            "Mundial apoiam com um donativo de quatro milhões de dólares dos Estados Unidos.",
        ),
        "sw": (
            "Lisbon, 12 Juni 2024. Taasisi ya Mawimbi na Baraza la Miamba waliandaa jana kongamano kuhusu bandari "
            "safi, ambalo lilihudhuriwa na wajumbe mia mbili kutoka nchi thelathini. Naibu waziri wa bandari "
            "aliongoza kikao cha ufunguzi na kuwakumbusha wote kwamba bahari haimsubiri mtu yeyote.",
            "Mkurugenzi mkuu alifungua mkutano wa kikanda kuhusu elimu ya wasichana mjini Dodoma.",
            "Kamati itakutana tena mwezi Septemba ili kupitisha mpango wake wa kazi, ambao unaungwa mkono na UNESCO "
            "na Benki ya Dunia kwa msaada wa dola milioni nne za Marekani.",
        ),
    }
)
"""By language: a lead of some fifty words, one sentence, and a paragraph."""


def main(folders: list[str]) -> None:
    """Print which English texts would be refused, which others would not be, and the time for a hundred.

    Args:
        folders: of annotated documents, all in English.
    """
    english = [document.text for folder in folders for document in read_folder(folder, lambda _: None)]
    refused = [text for text in english if find(text)]
    sys.stdout.write(f"{len(refused)} of {len(english)} English texts refused\n")
    for text in refused:
        sys.stdout.write(f"  {find(text)}: {' '.join(text.split())[:100]}\n")
    for code, texts in TEXTS.items():
        found = [find(text) for text in texts]
        sys.stdout.write(f"{code}: {sum(each == code for each in found)} of {len(texts)} told, {found}\n")
    hundred = [text for texts in TEXTS.values() for text in texts] * 4 + english[:4]
    started = time.perf_counter()
    for text in hundred:
        find(text)
    sys.stdout.write(f"{len(hundred)} texts: {1000 * (time.perf_counter() - started):.1f} ms\n")


def find(text: str) -> str:
    """Return the language that a text is refused for, if it is."""
    return find_language([Block("paragraph", AlignedText.of(text))])


if __name__ == "__main__":
    main(sys.argv[1:])
