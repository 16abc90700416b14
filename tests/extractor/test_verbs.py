"""What verbs say, in every form that a clause gives them."""

from __future__ import annotations

# The plain active clause
ACTIVE = {
    "organise": (
        "The Danube Youth Council organised the Belgrade Seminar on Barges.",
        "Belgrade Seminar on Barges | organizer | Danube Youth Council",
    ),
    "convene": (
        "FAO convened the Tunis Conference on Locusts.",
        "Tunis Conference on Locusts | organizer | FAO",
    ),
    "hold": (
        'The Sahel Women\'s Union held a workshop entitled "Seeds for Tomorrow" in Niamey.',
        "Seeds for Tomorrow | organizer | Sahel Women's Union",
        "Seeds for Tomorrow | location | Niamey",
    ),
    "host": (
        "The University of Debrecen hosted the Congress on Steppe Birds.",
        "Congress on Steppe Birds | host | University of Debrecen",
        "- Congress on Steppe Birds | organizer |",
    ),
    "chair": (
        "Ignatius Mulenga chaired the Ndola Round Table on Copper.",
        "Ndola Round Table on Copper | chair | Ignatius Mulenga",
        "- | speaker |",
    ),
    "preside-over": (
        "Katarína Hlaváčová presided over the Bratislava Conference on Archives.",
        "Bratislava Conference on Archives | chair | Katarína Hlaváčová",
    ),
    "moderate": (
        "Samira Ben Youssef moderated the Sfax Panel on Sponges.",
        "Sfax Panel on Sponges | moderator | Samira Ben Youssef",
    ),
    "facilitate": (
        "Petra Nováková facilitated the Brno Workshop on Braille.",
        "Brno Workshop on Braille | moderator | Petra Nováková",
    ),
    "speak": (
        "Sione Fifita spoke at the Nuku'alofa Forum on Cyclones.",
        "Nuku'alofa Forum on Cyclones | speaker | Sione Fifita",
    ),
    "deliver-a-keynote": (
        "Andrea Bellini delivered the keynote address at the Bologna Congress on Bees.",
        "Bologna Congress on Bees | speaker | Andrea Bellini",
    ),
    "attend": (
        "The Ministry of Water of Zambia attended the Kafue Forum on Floods.",
        "Kafue Forum on Floods | attendee | Ministry of Water of Zambia",
    ),
    "take-part": (
        "Paraguay took part in the Chaco Conference on Fires.",
        "Chaco Conference on Fires | attendee | Paraguay",
    ),
    "launch": (
        "The Andean Health Foundation launched the Llama Vaccine Initiative.",
        "Andean Health Foundation | launched | Llama Vaccine Initiative",
    ),
    "unveil": (
        "The Mekong River Institute unveiled the Clean Banks Strategy.",
        "Mekong River Institute | launched | Clean Banks Strategy",
    ),
    "adopt": (
        "The Conference on Inland Ports adopted the Basel Charter on Barges.",
        "Conference on Inland Ports | adopted | Basel Charter on Barges",
    ),
    "sign": (
        "Estonia signed the Tartu Agreement on Digital Archives.",
        "Estonia | signed | Tartu Agreement on Digital Archives",
    ),
    "publish": (
        "The Polar Data Centre published the Atlas of Sea Ice Report.",
        "Polar Data Centre | published | Atlas of Sea Ice Report",
    ),
    "release": (
        "UNHCR released the Report on Camp Libraries.",
        "UNHCR | published | Report on Camp Libraries",
    ),
    "fund": (
        "The Rosewater Foundation funded the Karst Caves Project.",
        "Karst Caves Project | sponsor | Rosewater Foundation",
        "? Rosewater Foundation | funds | Karst Caves Project",
    ),
    "pledge": (
        "Luxembourg pledged 12 million euros to the Dry Corridor Fund.",
        "Luxembourg | funds | Dry Corridor Fund",
    ),
    "sponsor": (
        "The Halden Trust sponsored the Tromsø Symposium on Auroras.",
        "Tromsø Symposium on Auroras | sponsor | Halden Trust",
    ),
    "team-up": (
        "UNESCO teamed up with the Vellore School of Design to organise the Chennai Festival of Letters.",
        "Chennai Festival of Letters | organizer | UNESCO",
        "Chennai Festival of Letters | organizer | Vellore School of Design",
    ),
    "support": (
        "Germany supports the Peatland Rescue Programme.",
        "Germany | supports | Peatland Rescue Programme",
        "? Peatland Rescue Programme | sponsor | Germany",
    ),
    "outcome": (
        "The Dakar Summit on Groundnuts resulted in the Dakar Declaration on Fair Prices.",
        "Dakar Summit on Groundnuts | outcome | Dakar Declaration on Fair Prices",
    ),
    "ended-with-adoption": (
        "The Vienna Conference on Noise ended with the adoption of the Vienna Guidelines on Night Traffic.",
        "Vienna Conference on Noise | outcome | Vienna Guidelines on Night Traffic",
    ),
    "bring-together": (
        "The Izmir Forum on Figs brought together Greece, Cyprus and Malta.",
        "Izmir Forum on Figs | attendee | Greece",
        "Izmir Forum on Figs | attendee | Cyprus",
        "Izmir Forum on Figs | attendee | Malta",
    ),
}

# The passive, with and without "by"
PASSIVE = {
    "organised-by": (
        "The Gdansk Seminar on Amber was organised by the Baltic Museum Network.",
        "Gdansk Seminar on Amber | organizer | Baltic Museum Network",
    ),
    "hosted-by": (
        "The Congress on Alpine Roads was hosted by the Swiss Federal Roads Office.",
        "Congress on Alpine Roads | host | Swiss Federal Roads Office",
        "- | organizer |",
    ),
    "chaired-by": (
        "The Minsk Round Table on Flax was chaired by Alena Kavalenka.",
        "Minsk Round Table on Flax | chair | Alena Kavalenka",
    ),
    "co-chaired-by-two": (
        "The Sofia Dialogue on Roses was co-chaired by Boyan Petrov and Ayşe Demirel.",
        "Sofia Dialogue on Roses | chair | Boyan Petrov",
        "Sofia Dialogue on Roses | chair | Ayşe Demirel",
    ),
    "moderated-by": (
        "The Sousse Panel on Ports was moderated by Walid Trabelsi of Radio Sahel.",
        "Sousse Panel on Ports | moderator | Walid Trabelsi",
    ),
    "attended-by": (
        "The Kigali Forum on Tea was attended by Kenya, Burundi and the East African Tea Board.",
        "Kigali Forum on Tea | attendee | Kenya",
        "Kigali Forum on Tea | attendee | Burundi",
        "Kigali Forum on Tea | attendee | East African Tea Board",
    ),
    "adopted-by": (
        "The Tartu Agreement on Digital Archives was adopted by Latvia.",
        "Latvia | adopted | Tartu Agreement on Digital Archives",
    ),
    "signed-by-three": (
        "The Pact on Safe Ferries was signed by Samoa, Tonga and Vanuatu.",
        "Samoa | signed | Pact on Safe Ferries",
        "Tonga | signed | Pact on Safe Ferries",
        "Vanuatu | signed | Pact on Safe Ferries",
    ),
    "funded-by": (
        "The Peatland Rescue Programme is funded by the Nordic Climate Bank.",
        "? Peatland Rescue Programme | sponsor | Nordic Climate Bank",
        "? Nordic Climate Bank | funds | Peatland Rescue Programme",
        "- | sponsor | Peatland Rescue Programme",
    ),
    "opened-by": (
        "The Lima Festival of Potatoes was opened by Carlos Huamán Ccori.",
        "Lima Festival of Potatoes | speaker | Carlos Huamán Ccori",
    ),
    "launched-by": (
        "The Safe Wells Initiative was launched by Oxfam and WaterAid.",
        "Oxfam | launched | Safe Wells Initiative",
        "WaterAid | launched | Safe Wells Initiative",
    ),
    "published-by": (
        "The Handbook on School Gardens was published by the Seedling Foundation.",
        "Seedling Foundation | published | Handbook on School Gardens",
    ),
    "adopted-at": (
        "The Oaxaca Declaration on Maize was adopted at the Oaxaca Congress on Native Seeds.",
        "Oaxaca Congress on Native Seeds | adopted | Oaxaca Declaration on Maize",
    ),
}

# Participles and relative clauses
PARTICIPLES = {
    "organised-by-in-a-phrase": (
        "The Pula Seminar on Sardines, organised by the Adriatic Fishers League, took place in Pula.",
        "Pula Seminar on Sardines | organizer | Adriatic Fishers League",
        "Pula Seminar on Sardines | location | Pula",
    ),
    "chaired-by-in-a-phrase": (
        "Delegates met at the Tirana Dialogue on Lakes, chaired by Besnik Hoxha.",
        "Tirana Dialogue on Lakes | chair | Besnik Hoxha",
    ),
    "relative-clause": (
        "The Windhoek Forum on Lions, which the Kalahari Trust organised, took place in Windhoek.",
        "Windhoek Forum on Lions | organizer | Kalahari Trust",
    ),
    "relative-passive": (
        "The Gaborone Workshop on Beads, which was hosted by the National Museum of Botswana, was held online.",
        "Gaborone Workshop on Beads | host | National Museum of Botswana",
    ),
    "relative-of-a-person": (
        "Yusuf Abdi, who chaired the Hargeisa Forum on Goats, thanked the donors.",
        "Hargeisa Forum on Goats | chair | Yusuf Abdi",
    ),
    "leading-participle": (
        "Chairing the Bergen Round Table on Kelp, Ingrid Aasen urged Norway to act.",
        "Bergen Round Table on Kelp | chair | Ingrid Aasen",
    ),
    "speaking-at": (
        "Speaking at the Aarhus Conference on Bicycles, Mikkel Bjerre called for wider lanes.",
        "Aarhus Conference on Bicycles | speaker | Mikkel Bjerre",
    ),
    "opening-the": (
        "Opening the Zadar Symposium on Salt, Ivana Perković praised the island's workers.",
        "Zadar Symposium on Salt | speaker | Ivana Perković",
    ),
    "signed-by-in-a-phrase": (
        "The Harbour Pact, signed by Malta and Tunisia, protects divers.",
        "Malta | signed | Harbour Pact",
        "Tunisia | signed | Harbour Pact",
    ),
}

# Several subjects, objects and verbs, some of them left out
COORDINATION = {
    "two-organisers": (
        "UNEP and the Lagos Lagoon Trust co-organised the Lagos Summit on Plastics.",
        "Lagos Summit on Plastics | organizer | UNEP",
        "Lagos Summit on Plastics | organizer | Lagos Lagoon Trust",
    ),
    "two-verbs-one-subject": (
        "Mariam Keita opened and chaired the Bamako Forum on Cotton.",
        "Bamako Forum on Cotton | speaker | Mariam Keita",
        "Bamako Forum on Cotton | chair | Mariam Keita",
    ),
    "two-clauses": (
        "Hugo Prieto chaired the Madrid Congress on Trains, and Nuria Vidal moderated the Madrid Panel on Tickets.",
        "Madrid Congress on Trains | chair | Hugo Prieto",
        "Madrid Panel on Tickets | moderator | Nuria Vidal",
    ),
    "elided-verb": (
        "Sweden pledged 5 million euros to the Seed Vault Fund, and Finland 2 million.",
        "Sweden | funds | Seed Vault Fund",
        "Finland | funds | Seed Vault Fund",
    ),
    "two-objects": (
        "Samoa signed the Reef Charter and the Tuna Convention.",
        "Samoa | signed | Reef Charter",
        "Samoa | signed | Tuna Convention",
    ),
    "as-well-as": (
        "The Bonn Congress on Storks was attended by Poland as well as the European Stork Society.",
        "Bonn Congress on Storks | attendee | Poland",
        "Bonn Congress on Storks | attendee | European Stork Society",
    ),
    "verb-after-verb": (
        "The Conference on Inland Ports discussed tariffs, adopted the Barge Charter and ended on Friday.",
        "Conference on Inland Ports | adopted | Barge Charter",
    ),
    "together-with": (
        "The Harar Coffee Union, together with the Addis School of Trade, organised the Harar Forum on Coffee.",
        "Harar Forum on Coffee | organizer | Harar Coffee Union",
        "Harar Forum on Coffee | organizer | Addis School of Trade",
    ),
    "both-and": (
        "Both Ghana and Togo signed the Volta Treaty.",
        "Ghana | signed | Volta Treaty",
        "Togo | signed | Volta Treaty",
    ),
    "but-not": (
        "Ghana, but not Togo, signed the Volta Treaty.",
        "Ghana | signed | Volta Treaty",
        "- Togo | signed | Volta Treaty",
    ),
    "neither-nor": (
        "Neither Ghana nor Togo signed the Volta Treaty.",
        "- Ghana | signed | Volta Treaty",
        "- Togo | signed | Volta Treaty",
    ),
    "except": (
        "All members of the Volta League except Benin signed the Volta Treaty.",
        "- Benin | signed | Volta Treaty",
    ),
    "instead-of": (
        "Cyprus, instead of Malta, hosted the Congress on Citrus.",
        "Congress on Citrus | host | Cyprus",
        "- Congress on Citrus | host | Malta",
    ),
}

# What is negated, declined, hoped for or only possible
DENIED = {
    "did-not-attend": (
        "Slovenia did not attend the Trieste Forum on Caves.",
        "! Trieste Forum on Caves | attendee | Slovenia",
    ),
    "was-not-organised-by": (
        "The Trieste Forum on Caves was not organised by UNESCO.",
        "! Trieste Forum on Caves | organizer | UNESCO",
    ),
    "never-signed": (
        "Andorra never signed the Pyrenees Charter.",
        "! Andorra | signed | Pyrenees Charter",
    ),
    "refused-to-sign": (
        "Andorra refused to sign the Pyrenees Charter.",
        "- Andorra | signed | Pyrenees Charter",
    ),
    "declined-the-invitation": (
        "Iceland declined the invitation to the Reykjavik Summit on Cod.",
        "- Reykjavik Summit on Cod | attendee | Iceland",
    ),
    "failed-to-adopt": (
        "The Conference on Inland Ports failed to adopt the Barge Charter.",
        "- Conference on Inland Ports | adopted | Barge Charter",
    ),
    "was-unable-to-attend": (
        "Leila Haidari was unable to attend the Herat Workshop on Saffron.",
        "- Herat Workshop on Saffron | attendee | Leila Haidari",
    ),
    "cancelled-its-plan": (
        "The Skopje Book Trust cancelled the Skopje Fair on Atlases.",
        "- Skopje Fair on Atlases | organizer | Skopje Book Trust",
    ),
    "withdrew": (
        "Armenia withdrew from the Caucasus Forum on Apricots.",
        "- Caucasus Forum on Apricots | attendee | Armenia",
    ),
    "invited-only": (
        "The organisers invited Belarus to the Minsk Forum on Flax.",
        "- Minsk Forum on Flax | attendee | Belarus",
    ),
    "was-asked-to-chair": (
        "Tom Okafor was asked to chair the Onitsha Forum on Markets.",
        "- Onitsha Forum on Markets | chair | Tom Okafor",
    ),
    "may-sign": (
        "Gambia may sign the Delta Charter.",
        "- Gambia | signed | Delta Charter",
    ),
    "if-clause": (
        "If Guinea-Bissau signs the Delta Charter, fishing will resume.",
        "- Guinea-Bissau | signed | Delta Charter",
    ),
    "would-have": (
        "Without the storm, Haiti would have attended the Kingstown Conference on Coasts.",
        "- Kingstown Conference on Coasts | attendee | Haiti",
    ),
    "urged-to-sign": (
        "Ambassador Freya Holm urged Greenland to sign the Walrus Treaty.",
        "- Greenland | signed | Walrus Treaty",
        "- Freya Holm | signed |",
    ),
    "rather-than": (
        "The Lisbon Port Authority rather than the Ministry of Ports funded the Tagus Birds Project.",
        "? Lisbon Port Authority | funds | Tagus Birds Project",
        "- Ministry of Ports | funds | Tagus Birds Project",
    ),
    "no-one-from": (
        "No delegates from Moldova attended the Odesa Forum on Grain.",
        "- Odesa Forum on Grain | attendee | Moldova",
    ),
    "absent": (
        "Moldova was absent from the Odesa Forum on Grain.",
        "- Odesa Forum on Grain | attendee | Moldova",
    ),
    "call-for": (
        "Civil society groups called on Peru to launch the Clean Rivers Programme.",
        "- Peru | launched | Clean Rivers Programme",
    ),
    "rejected": (
        "The assembly of farmers rejected the Barley Charter.",
        "- | adopted | Barley Charter",
    ),
    "wondered-whether": (
        "Jorge Sandoval asked whether Bolivia had signed the Salt Flat Treaty.",
        "- Bolivia | signed | Salt Flat Treaty",
    ),
    "alleged-by-others": (
        "According to a rumour, Honduras would leave the Coffee Pact.",
        "- Honduras | signed | Coffee Pact",
    ),
    "denied-having": (
        "UNICEF denied having funded the Golden Kites Project.",
        "- UNICEF | funds | Golden Kites Project",
        "- Golden Kites Project | sponsor | UNICEF",
    ),
    "no-longer": (
        "The Tilburg Foundation no longer funds the Canal Boats Project.",
        "- Tilburg Foundation | funds | Canal Boats Project",
    ),
    "postponed-signature": (
        "Angola postponed its signature of the Benguela Treaty.",
        "- Angola | signed | Benguela Treaty",
    ),
    "question": (
        "Will Malta host the Congress on Citrus?",
        "- Congress on Citrus | host | Malta",
    ),
}

# What is to come is stated and marked
PLANNED = {
    "will-host": (
        "Tbilisi State University will host the Congress on Alphabets in 2027.",
        "~ Congress on Alphabets | host | Tbilisi State University",
    ),
    "is-to-be-chaired": (
        "The Yerevan Forum on Apricots is to be chaired by Anahit Sargsyan.",
        "~ Yerevan Forum on Apricots | chair | Anahit Sargsyan",
    ),
    "plans-to-launch": (
        "UNIDO plans to launch the Green Foundries Initiative.",
        "~ UNIDO | launched | Green Foundries Initiative",
    ),
    "expected-to-end-with": (
        "The Brasília Summit on Savannas is expected to adopt the Cerrado Declaration.",
        "~ Brasília Summit on Savannas | adopted | Cerrado Declaration",
    ),
    "intends-to-publish": (
        "The Alpine Weather Institute intends to publish the Avalanche Handbook.",
        "~ Alpine Weather Institute | published | Avalanche Handbook",
    ),
}

# Verbs that mean something else here
LOOKALIKES = {
    "chair-a-body": (
        "Nino Beridze chairs the Georgian Wine Council.",
        "- | chair |",
    ),
    "open-a-school": (
        "Farah Siddiqui opened a school in Multan.",
        "- | speaker |",
    ),
    "speak-languages": (
        "Teuila Lima speaks Samoan and attended the University of Apia.",
        "- | speaker |",
        "- | attendee |",
    ),
    "sign-a-name": (
        "Visitors signed the guest book.",
        "- | signed |",
    ),
    "host-a-radio-show": (
        "Rui Tavares hosts the radio programme Sea Hours.",
        "- | host |",
    ),
    "launch-a-rocket": (
        "The European Space Agency launched a rocket from Kourou.",
        "- European Space Agency | launched |",
    ),
    "adopt-a-child": (
        "Minister Pita Vea adopted two children.",
        "- | adopted |",
    ),
    "fund-manager": (
        "The World Bank hired a fund manager for Sudan.",
        "- World Bank | funds |",
    ),
    "attend-to": (
        "Nurses of the Red Crescent attended to victims in Hatay.",
        "- | attendee |",
    ),
}


def test_active(hold):
    hold(ACTIVE, 23)


def test_passive(hold):
    hold(PASSIVE, 12)


def test_participles(hold):
    hold(PARTICIPLES, 8)


def test_coordination(hold):
    hold(COORDINATION, 11)


def test_denied(hold):
    hold(DENIED, 19)


def test_planned(hold):
    hold(PLANNED, 5)


def test_lookalikes(hold):
    hold(LOOKALIKES, 7)
