"""What the sentences of the invented archive are made of.

Places, people and quarrels of Kelmora, a town that does not exist. A sentence is a template whose
names in braces are drawn from the lists below.
"""

from __future__ import annotations

SECTIONS = (
    "News",
    "Town hall",
    "Harbour",
    "Business",
    "Culture",
    "Sport",
    "Science",
    "Courts",
    "Weather",
    "Opinion",
)

FIRST_NAMES = (
    *("Ada", "Bela", "Cora", "Dan", "Edo", "Fay", "Gil", "Ida", "Jon", "Kai"),
    *("Lena", "Mara", "Nils", "Orla", "Pavel", "Rosa", "Sten", "Tilda", "Una", "Vito"),
)
LAST_NAMES = (
    *("Arden", "Brook", "Carrow", "Dell", "Ellwood", "Fenn", "Garrow", "Holm", "Ivers", "Renn"),
)

PLACES = (
    *("Quay Street", "the North Mole", "Tanner’s Row", "the old customs house", "Mill Bridge"),
    *("the fish hall", "Saint Brannoc’s Square", "the rowing club", "the lower market"),
    *("the orchard slopes", "the tram depot", "Lantern Hill", "the east breakwater"),
    *("the school on Weir Lane", "the town library", "Dredger’s Basin", "the salt pans"),
    *("the hospital garden", "the rope works", "Harrow Park", "the night bus terminal"),
    *("the lighthouse road", "the municipal theatre", "the ferry landing", "Cooper’s Yard"),
    *("the railway arches", "the weather station", "the winter pool", "the long pier"),
    *("Candle Street", "the gasworks site", "the bowling green", "the fire station"),
    *("the reservoir", "Cobble End", "the brick kilns", "the museum store", "Sailmaker’s Lane"),
    *("the bathing huts", "the goods yard", "the cattle market", "the signal tower"),
    *("the botanic nursery", "the lock gates", "the north allotments", "the ice house"),
    *("the pilot station", "the chapel field", "the timber wharf", "the water works"),
)

MATTERS = (
    *("repairs", "a new timetable", "the night buses", "flood doors", "the dredging contract"),
    *("school meals", "the ferry fare", "street lighting", "the lease", "winter opening hours"),
    *("fish prices", "parking permits", "the regatta", "noise at night", "the roof"),
    *("a cycle lane", "the tree survey", "mooring fees", "the choir festival", "heat pumps"),
    *("the archive", "water pressure", "the crossing", "tram tracks", "apprentices"),
    *("the market roof", "the sea wall", "library loans", "waste collection", "the playground"),
    *("the swimming lessons", "the harbour crane", "the footbridge", "bus shelters"),
    *("the war memorial", "public toilets", "the wind turbines", "the oyster beds"),
    *("the town twinning", "the lifeboat"),
)

ROLES = (
    *("councillor", "harbour master", "head teacher", "ferry captain", "shopkeeper", "engineer"),
    *("librarian", "rowing coach", "market trader", "surveyor", "nurse", "bus driver"),
    *("clerk of works", "choir leader", "fisheries officer", "tenant"),
)

BODIES = (
    *("the town council", "the harbour board", "the transport committee", "the tenants’ union"),
    *("the district court", "the school board", "the merchants’ guild", "the water company"),
    *("the planning office", "the fire service", "the theatre trust", "the fishermen’s society"),
)

WHEN = (
    *("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "at the weekend"),
    *("last week", "early in the morning", "after a long meeting", "by a narrow vote"),
    *("before the summer break", "at short notice", "for the second time this year"),
    *("without a debate", "after eleven months of talks", "in a packed hall"),
)

RESULTS = (
    *("work may begin in spring", "the price will stay as it is", "nobody was hurt"),
    *("the plans go back to the committee", "a second opinion will be asked for"),
    *("the money has been found", "the crossing opens an hour earlier"),
    *("residents will be heard first", "the contract will be tendered again"),
    *("the old rule applies until then", "two thirds of the cost are covered"),
    *("the figures will be published", "the matter is closed for now"),
    *("an inspector has been appointed", "the service will run on Sundays as well"),
    *("most of the traders agree", "the decision can still be appealed"),
)

HEADLINES = (
    "{Body} decides on {matter} at {place}",
    "{matter_} at {place}: what changes",
    "Why {matter} divides {place}",
    "{Body} delays {matter} near {place}",
    "A {role} speaks out about {matter}",
    "{number} signatures for {matter} at {place}",
    "{matter_}: {result}",
    "{Body} and {body} argue over {matter}",
    "After the storm, {matter} comes first at {place}",
    "{place_}: {result}",
)

DECKS = (
    "{Body} settled the question {when}; {result}.",
    "{Body} had asked for {number} days. The {role} of the district says that is too little.",
    "It is about {matter}, and about who pays for it. {result_}.",
    "What {body} wants, what it costs, and why {result}.",
)

SENTENCES = (
    "{Body} met {when} to decide on {matter}.",
    "The plan concerns {place} and the houses around it.",
    "According to the minutes, {result}.",
    "About {number} people live or work near {place}, and most of them use it every day.",
    "{name}, a {role}, had asked for the change {when}.",
    "“We have waited long enough,” said {name}, who has been a {role} for {few} years.",
    "The costs are put at {number} thousand, a tenth more than in the first estimate.",
    "Nobody at {body} wished to say when {matter} would be discussed again.",
    "In the past {few} years the town has spent {number} thousand on {matter}.",
    "A survey of {number} households found that most of them are content with {place} as it is.",
    "{name} keeps a file of {number} letters about {matter}, some of them written by hand.",
    "The report, which runs to {number} pages, was handed to {body} {when}.",
    "It says that {result}, provided that {body} agrees.",
    "That was not always so: {few} years ago {body} refused the same proposal.",
    "At {place} the day begins at five, when the first boats come in.",
    "The {role} of the district, {name}, doubts that the date can be kept.",
    "Opponents point to {place}, where {matter} took {few} years instead of one.",
    "{result_}, the chair said {when}, and thanked everyone who had come.",
    "Whoever wants to see the drawings will find them at {place} until the end of the month.",
    "The firm that won the tender has worked for {body} before and was praised for it.",
    "Water stood {few} feet deep at {place} during the storm of that winter.",
    "Since then {body} has measured the level twice a day.",
    "{name} remembers the time when {place} was closed for a whole season.",
    "For the traders the question is simple: will customers still come to {place}?",
    "The lawyers of {body} see it differently and have written a reply of {few} pages.",
    "Until {body} has answered, {matter} will remain as it is.",
    "On the day of our visit, {number} visitors were counted at {place} before noon.",
    "The next meeting is open to everyone; it begins at seven in the evening at {place}.",
    "Of the {number} objections, {few} were withdrawn {when}.",
    "The youngest speaker, a pupil from the school on Weir Lane, was heard in silence.",
    "“It is our harbour and our money,” said {name}, a {role}.",
    "The insurance pays for part of it, but not for {matter}.",
    "By the end of the year {body} will publish all {number} entries of the list.",
    "What happens at {place} afterwards is, for the moment, an open question.",
)

QUOTES = (
    "I have said it for {few} years: {matter} cannot wait, and {place} least of all.",
    "If {body} wants our trust, it should begin with {matter}.",
    "We do not ask for much. We ask for {matter}, and for an answer in writing.",
    "Nobody will remember the cost. They will remember whether {place} was open.",
    "I was against it {few} years ago, and I have changed my mind since.",
)

SUBHEADS = (
    "What was decided",
    "Where the money comes from",
    "A long quarrel",
    "The view from {place}",
    "What {body} says",
    "What happens next",
    "The figures",
    "How it began",
)
