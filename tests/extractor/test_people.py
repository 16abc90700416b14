"""Who somebody is: job titles, bodies, and whom somebody speaks for."""

from __future__ import annotations

# Job titles, written before or behind the name
TITLES = {
    "apposition": (
        "Ms Ana Duarte, Director of the Soil Institute of Lisbon, opened the Global Forum on Soil.",
        "Ana Duarte | jobTitle | Director",
        "Ana Duarte | affiliation | Soil Institute of Lisbon",
    ),
    "title-before-the-name": (
        "Executive Secretary Oluwaseun Adeyemi chaired the Lagos Forum on Ports.",
        "Oluwaseun Adeyemi | jobTitle | Executive Secretary",
    ),
    "long-title": (
        "Dr Marit Solheim, Deputy Director-General for Field Operations of the World Meteorological "
        "Organization, spoke at the Bergen Symposium on Storms.",
        "Marit Solheim | jobTitle | Deputy Director-General for Field Operations",
        "Marit Solheim | affiliation | World Meteorological Organization",
    ),
    "possessive-body": (
        "UNICEF's Chief of Water, Tendai Mapfumo, moderated the Harare Dialogue on Wells.",
        "Tendai Mapfumo | jobTitle | Chief of Water",
        "Tendai Mapfumo | affiliation | UNICEF",
    ),
    "the-title-with-an-article-and-the-name-behind": (
        "The President of the Baltic Fisheries Council, Ms Ilze Kalniņa, opened the Riga Seminar on Herring.",
        "Ilze Kalniņa | jobTitle | President",
        "Ilze Kalniņa | affiliation | Baltic Fisheries Council",
    ),
    "two-people-with-their-titles": (
        "Farid Mansouri, Rector of Atlas University, and Grace Nakato, Dean of the Kampala School of "
        "Law, spoke at the Congress on Land Rights.",
        "Farid Mansouri | jobTitle | Rector",
        "Farid Mansouri | affiliation | Atlas University",
        "Grace Nakato | jobTitle | Dean",
        "Grace Nakato | affiliation | Kampala School of Law",
    ),
    "predicative": (
        "Joonas Virtanen is the Secretary-General of the Arctic Herders Union.",
        "Joonas Virtanen | jobTitle | Secretary-General",
        "Joonas Virtanen | affiliation | Arctic Herders Union",
    ),
    "who-clause": (
        "Priya Raman, who heads the Coastal Research Institute, chaired the Colombo Workshop on Mangroves.",
        "Priya Raman | affiliation | Coastal Research Institute",
    ),
    "minister-with-country": (
        "Mr Kwabena Ofori-Atta, Minister of Fisheries of Ghana, addressed the Accra Conference on Oceans.",
        "Kwabena Ofori-Atta | jobTitle | Minister of Fisheries",
        "? Kwabena Ofori-Atta | affiliation | Ghana",
    ),
    "minister-with-a-possessive-country": (
        "Norway's Minister of Energy, Ms Sunniva Lie, opened the Oslo Summit on Wind.",
        "Sunniva Lie | jobTitle | Minister of Energy",
    ),
    "honorific-alone-is-no-job-title": (
        "Sir Malcolm Pryce opened the Cardiff Exhibition on Slate.",
        "- Malcolm Pryce | jobTitle |",
        "Cardiff Exhibition on Slate | speaker | Malcolm Pryce",
    ),
    "former-office": (
        "Elsa Lindqvist, a former Director of the Nordic Water Bank, opened the Malmö Seminar on Rivers.",
        "- Elsa Lindqvist | jobTitle | Director",
    ),
    "vice-and-deputy": (
        "Vice-Chancellor Ngozi Eze of Enugu State University spoke at the Congress on Rural Clinics.",
        "Ngozi Eze | jobTitle | Vice-Chancellor",
        "Ngozi Eze | affiliation | Enugu State University",
    ),
    "acting": (
        "Hamid Karimov, acting head of the Tashkent Seismic Centre, attended the Almaty Workshop on Earthquakes.",
        "Hamid Karimov | jobTitle | acting head",
        "? Hamid Karimov | jobTitle | head",
        "Hamid Karimov | affiliation | Tashkent Seismic Centre",
    ),
    "chair-of-a-body-is-not-chair-of-an-event": (
        "Bongani Dube, Chair of the Zambezi Basin Commission, attended the Lusaka Forum on Dams.",
        "Bongani Dube | jobTitle | Chair",
        "Bongani Dube | affiliation | Zambezi Basin Commission",
        "- Lusaka Forum on Dams | chair | Bongani Dube",
    ),
    "a-body-is-not-a-person": (
        "The Wangari Green Trust organised the Nyeri Forum on Forests.",
        "- Wangari Green Trust | a | Person",
        "Nyeri Forum on Forests | organizer | Wangari Green Trust",
    ),
    "minister-of-an-adjective": (
        "The Kenyan Minister for Fisheries, Wanjiru Odhiambo, addressed the Split Forum on Nets.",
        "Wanjiru Odhiambo | jobTitle | Minister for Fisheries",
        "Split Forum on Nets | speaker | Wanjiru Odhiambo",
    ),
    "adjective-field-minister-name": (
        "Kenyan Fisheries Minister Wanjiru Odhiambo addressed the Split Forum on Nets.",
        "Split Forum on Nets | speaker | Wanjiru Odhiambo",
    ),
    "body-then-a-rarer-title": (
        "UNICEF Country Representative Tomislav Perić addressed the Split Forum on Nets.",
        "Tomislav Perić | jobTitle | Country Representative",
        "Split Forum on Nets | speaker | Tomislav Perić",
    ),
    "posted-to-a-country": (
        "UNDP Resident Representative in Kenya, Tomislav Perić, addressed the Split Forum on Nets.",
        "Tomislav Perić | jobTitle | Resident Representative",
        "- Split Forum on Nets | location | Kenya",
    ),
    "two-titles-of-one-person": (
        "Tomislav Perić, founder and director of the Red Anchor Foundation, addressed the Split Forum on Nets.",
        "Tomislav Perić | jobTitle | founder and director",
        "Tomislav Perić | affiliation | Red Anchor Foundation",
    ),
    "of-the-newspaper": (
        "Tomislav Perić of the newspaper Jutro moderated the Split Forum on Nets.",
        "Tomislav Perić | affiliation | Jutro",
        "Split Forum on Nets | moderator | Tomislav Perić",
    ),
}

# Whom a person or a mission speaks for
REPRESENTATIVES = {
    "ambassador": (
        "Ambassador Lindiwe Khumalo of South Africa chaired the Pretoria Dialogue on Youth Work.",
        "Lindiwe Khumalo | represents | South Africa",
        "Lindiwe Khumalo | jobTitle | Ambassador",
    ),
    "permanent-representative": (
        "H.E. Mr Tuomas Heikkilä, Permanent Representative of Finland to the United Nations, opened "
        "the Dialogue on Lakes.",
        "Tuomas Heikkilä | represents | Finland",
        "Tuomas Heikkilä | jobTitle | Permanent Representative",
        "? Tuomas Heikkilä | jobTitle | Permanent Representative to the United Nations",
    ),
    "permanent-mission": (
        "The Permanent Mission of Uruguay to the United Nations hosted the Dialogue on Pastures.",
        "Permanent Mission of Uruguay to the United Nations | represents | Uruguay",
        "Dialogue on Pastures | host | Permanent Mission of Uruguay to the United Nations",
    ),
    "two-missions-shortened": (
        "The Permanent Missions of Chile and Iceland organised the Dialogue on Glaciers.",
        "Permanent Mission of Chile | represents | Chile",
        "Permanent Mission of Iceland | represents | Iceland",
        "Dialogue on Glaciers | organizer | Permanent Mission of Chile",
        "Dialogue on Glaciers | organizer | Permanent Mission of Iceland",
    ),
    "represents-as-a-verb": (
        "Mateus Figueira, who represents Cabo Verde, moderated the Praia Forum on Wind.",
        "Mateus Figueira | represents | Cabo Verde",
    ),
    "on-behalf-of": (
        "Aroha Parata signed the Harbour Pact on behalf of New Zealand.",
        "Harbour Pact | a | Instrument",
        "Aroha Parata | represents | New Zealand",
    ),
    "representing-in-a-participle": (
        "Noor Haddad, representing the Levant Farmers Association, spoke at the Amman Forum on Olives.",
        "? Noor Haddad | represents | Levant Farmers Association",
        "? Noor Haddad | affiliation | Levant Farmers Association",
        "Amman Forum on Olives | speaker | Noor Haddad",
    ),
    "an-embassys-home": (
        "The Embassy of Denmark in Nairobi supported the Turkana Forum on Grazing.",
        "- Nairobi | represents | Denmark",
        "- Turkana Forum on Grazing | location | Nairobi",
    ),
}

# Members of bodies, and bodies within bodies
MEMBERS = {
    "join-a-coalition": (
        "Botswana joined the Coalition for Clean Kitchens.",
        "Botswana | memberOf | Coalition for Clean Kitchens",
    ),
    "member-noun": (
        "The Fiji Reef Trust is a member of the Pacific Reef Network.",
        "Fiji Reef Trust | memberOf | Pacific Reef Network",
    ),
    "declined-to-join": (
        "Latvia declined to join the Coalition for Clean Kitchens.",
        "- Latvia | memberOf | Coalition for Clean Kitchens",
    ),
    "not-a-member": (
        "The Fiji Reef Trust is not a member of the Pacific Reef Network.",
        "! Fiji Reef Trust | memberOf | Pacific Reef Network",
    ),
    "hopes-to-join": (
        "Malawi hopes to join the Coalition for Clean Kitchens.",
        "? Malawi | memberOf | Coalition for Clean Kitchens",
        "- Malawi | launched |",
    ),
    "left": (
        "Palau left the Coalition for Clean Kitchens in 2019.",
        "- Palau | memberOf | Coalition for Clean Kitchens",
    ),
    "would-join-if": (
        "Tonga would join the Alliance for Safe Ferries if its parliament agreed.",
        "- Tonga | memberOf | Alliance for Safe Ferries",
    ),
    "two-joiners": (
        "Nepal and Bhutan have joined the Alliance for Mountain Schools.",
        "Nepal | memberOf | Alliance for Mountain Schools",
        "Bhutan | memberOf | Alliance for Mountain Schools",
    ),
    "no-joining-of-an-event": (
        "Nepal joined the Forum on Mountain Schools.",
        "Forum on Mountain Schools | attendee | Nepal",
        "- Nepal | memberOf |",
    ),
}


def test_titles(hold):
    hold(TITLES, 17)


def test_representatives(hold):
    hold(REPRESENTATIVES, 4)


def test_members(hold):
    hold(MEMBERS, 7)
