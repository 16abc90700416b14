"""Long sentences and paragraphs as press offices write them."""

from __future__ import annotations

# Several facts in one breath
PARAGRAPHS = {
    "everything-at-once": (
        "On 17 May 2017, the Permanent Mission of Costa Rica to the United Nations, UNEP and the Ocean "
        'Voices Coalition co-hosted a virtual event titled "Blue Classrooms: Teaching the Sea", '
        "moderated by Ms Noelia Fonseca, Director of the Coalition, on the margins of the Oceans Conference.",
        "Blue Classrooms: Teaching the Sea | host | Permanent Mission of Costa Rica to the United Nations",
        "Blue Classrooms: Teaching the Sea | host | UNEP",
        "Blue Classrooms: Teaching the Sea | host | Ocean Voices Coalition",
        "Blue Classrooms: Teaching the Sea | moderator | Noelia Fonseca",
        "Blue Classrooms: Teaching the Sea | startDate | 2017-05-17",
        "Blue Classrooms: Teaching the Sea | eventAttendanceMode | OnlineEventAttendanceMode",
        "Blue Classrooms: Teaching the Sea | onTheMarginsOf | Oceans Conference",
        "Noelia Fonseca | jobTitle | Director",
        "Noelia Fonseca | affiliation | Ocean Voices Coalition",
        "Permanent Mission of Costa Rica to the United Nations | represents | Costa Rica",
    ),
    "a-string-of-speakers": (
        "Opening remarks were delivered by H.E. Ms Catarina Lobo, Minister of Fisheries of Angola, and "
        "by Mr Dagfinn Moe, Secretary-General of the North Sea Council, followed by a keynote address "
        "by Professor Yara Bittar of the University of Campinas.",
        "Catarina Lobo | jobTitle | Minister of Fisheries",
        "Dagfinn Moe | jobTitle | Secretary-General",
        "Dagfinn Moe | affiliation | North Sea Council",
        "Yara Bittar | affiliation | University of Campinas",
    ),
    "closing-paragraph": (
        "The Luanda Conference on Small Fishers concluded with the signing of the Luanda Compact on "
        "Nets by Angola, Namibia and the Benguela Commission, while South Africa abstained.",
        "? Luanda Conference on Small Fishers | outcome | Luanda Compact on Nets",
        "Angola | signed | Luanda Compact on Nets",
        "Namibia | signed | Luanda Compact on Nets",
        "Benguela Commission | signed | Luanda Compact on Nets",
        "- South Africa | signed | Luanda Compact on Nets",
    ),
    "a-member-states-delegation": (
        "A delegation of Kyrgyzstan, led by Deputy Minister Nurlan Abdykadyrov, took part in the "
        "Samarkand Forum on Silk; Turkmenistan sent its regrets.",
        "? Samarkand Forum on Silk | attendee | Kyrgyzstan",
        "? Samarkand Forum on Silk | attendee | delegation of Kyrgyzstan",
        "? Samarkand Forum on Silk | attendee | Nurlan Abdykadyrov",
        "- Samarkand Forum on Silk | attendee | Turkmenistan",
        "Nurlan Abdykadyrov | jobTitle | Deputy Minister",
    ),
    "an-observer": (
        "The World Bank and the Islamic Development Bank attended the Samarkand Forum on Silk as "
        "observers, whereas the European Union was represented by its ambassador.",
        "Samarkand Forum on Silk | attendee | World Bank",
        "Samarkand Forum on Silk | attendee | Islamic Development Bank",
        "? Samarkand Forum on Silk | attendee | European Union",
    ),
    "a-follow-up": (
        "The Samarkand Forum on Silk, held in Samarkand in May 2016, was followed by the Bukhara "
        "Workshop on Dyes, which the Silk Weavers Guild hosted in Bukhara the same month.",
        "Samarkand Forum on Silk | location | Samarkand",
        "Samarkand Forum on Silk | startDate | 2016-05",
        "Bukhara Workshop on Dyes | host | Silk Weavers Guild",
        "Bukhara Workshop on Dyes | location | Bukhara",
        "? Bukhara Workshop on Dyes | startDate | 2016-05",
        "- Samarkand Forum on Silk | superEvent |",
    ),
    "jointly-with": (
        "Together with Save the Children and the Ministry of Education of Lebanon, UNICEF convened the "
        "Tripoli Dialogue on Night Schools.",
        "Tripoli Dialogue on Night Schools | organizer | UNICEF",
        "Tripoli Dialogue on Night Schools | organizer | Save the Children",
        "Tripoli Dialogue on Night Schools | organizer | Ministry of Education of Lebanon",
    ),
    "two-agreements": (
        "In Hanoi, FAO and the Ministry of Forests of Laos signed a memorandum of understanding on "
        "bamboo, and Cambodia ratified the Mekong Fisheries Treaty.",
        "FAO | signed | memorandum of understanding on bamboo",
        "Ministry of Forests of Laos | signed | memorandum of understanding on bamboo",
        "Cambodia | adopted | Mekong Fisheries Treaty",
        "? Cambodia | signed | Mekong Fisheries Treaty",
    ),
    "an-unnamed-event": (
        "The Andean Weather Service held a two-day workshop on hail in La Paz on 11 and 12 July 2012. "
        "It was chaired by Dr Wara Condori and attended by Chile.",
        "two-day workshop on hail | organizer | Andean Weather Service",
        "two-day workshop on hail | location | La Paz",
        "two-day workshop on hail | startDate | 2012-07-11",
        "two-day workshop on hail | endDate | 2012-07-12",
        "two-day workshop on hail | chair | Wara Condori",
        "two-day workshop on hail | attendee | Chile",
    ),
    "a-tribute": (
        "The Secretary-General of the Pacific Tide Institute, Dr Ayumi Sakata, paid tribute to the "
        "late Henrik Vold, who had chaired the first Kiruna Forum on Auroras in 1998.",
        "Ayumi Sakata | jobTitle | Secretary-General",
        "Ayumi Sakata | affiliation | Pacific Tide Institute",
        "Kiruna Forum on Auroras | chair | Henrik Vold",
    ),
}


def test_paragraphs(hold):
    hold(PARAGRAPHS, 5)
