"""Words that say nothing of what a text is about: small words in either language of the interface, what stands in every
text of an authority whatever its matter, what counts, measures and compares, and what anybody or anything may do.

Whoever finds out what texts have in common leaves them out (trends' suggestions, what is offered for a pattern).
"""

from utkik.text.terms import stem

SMALL = """
aldrig alla allt alltid andra annan annat att av bara bland bli blir blev borde både dag dagar de del delar dem
den denna deras dess dessa det detta dig din dock du där därför då efter egen egna eller en enligt er ett
exempel fem fick finns fler flera fortsatt fram framför från fyra få får före första genom ger ges god gott
gäller gällande gånger går gör göra göras ha haft han har hel hela helt her här hon hur hög högre i ibland idag
in inför ingen inget inom innan innebär inte ja jag kan kanske kom kommer kommun kommunal kommunen kommuner
kommunens kommunerna kort krävs kunde kunna kring lika lite länge längre lägga man med mellan men mer mest
mindre minst mot mycket många måste mån månad månader namn ned ner ni nio nog nu ny nya nytt nyligen när nästa
nära någon något några och också om område områden oss på redan rätt samma samt sedan ser sex sig sin sina
själva sju ska skulle som stor stora större svensk svenska sverige så sådan sätt ta tar tid tidigare till
tillsammans tio tre två under upp ut utan utom vad var vara varit varje vem vi via vid vidare vilka vilken
vilket vill visar våra vår vårt vän väl är året åren åt över även öka ökar ökat
"""
ENGLISH = """
about after also and are been but for from has have into its more new not one other that the their them these they this
was were what when which will with
"""
AUTHORITY = """
aktiv aktuell allmän allvar allvarlig alternativ analys analysera anger angelägen anledning anpassa anpassad anser
ansvar ansvara antal använda används användning arbeta arbetar arbete arbetet avgör avgöra avgörande avse avser
avseende avtal bakgrund bedriva bedöma bedömer bedömning befintlig begränsa behandla behov behöva behöver behövs
berör berörda beskriva beslut beslutar besök bestämmelse betyda betyder betydelse bidra bidrar bild binda binder bra
brist brister bygga bygger bör bättre central delta deltog departement direkt direktiv diskutera drabba driva driver
drar dras dålig effekt effektiv enhet enhetlig enskild ens ersätta europa europeisk eventuell fall fast fatta fler
flest fokus form former forma framgång framsteg framtid framtiden främja fråga frågor fungera fungerar få följa
följer följd följande föreslå föreslår förbättra fördel fördela förändra förändring förhållande förordning förslag
förstärka försöka förutsättning förutsätta förvalta förvaltning gemensam genomföra genomförande gräns grund grupp
hantera handla handlar hitta hittar hjälp hjälpa hos håll hålla höst höja identifiera individ information informera
ingå initiativ innehåll innehålla insats inrikta intresse internationell klar klara kommission konsekvens konkret
kontakt kontroll kosta kostar kostnad krav kraft kräva kunskap kvalitet köpa köper lag lagen land ledning leda ligga
liv liten lokal läge lämna lämnar längs lärdom lätt lösa lösning lyfta långsiktig löpande mening medföra medel
miljard miljon minister minska mål målet människa människor mänsklig märka möjlig möjlighet möjliggöra möte möter
möta mötet myndighet nationell nivå nämnd nödvändig offentlig omfatta omfattande organisation ordning ofta ovan
person personer plan planera plats platser positiv privat problem procent process procedur prov pröva prövar pågå
påverka påverkar regel regler reglera region regional regering rapport relevant resultat resurs resurser rik rikta
risk roll rum råd rör röra rörande samarbete samarbeta samband samhälle samhället samlad samling samordna samordning
samråd samverka samverkan samtal samtidig satsa satsning senast sida situation sitta sitter sker ske skapa skick
skilja skillnad skillnader skyldighet slut snabb social söka söker sprida stad stanna stark starka stat staten
statlig statens steg ställa ställer styra styr styrning stärka stöd svar svara svarar stödja stå står största syfte
system säga säker säkerställa särskild sörja tagit tal tala teknik teknisk tidpunkt tillfällig tillfälle tillgång
tillgänglig tillräcklig tillsyn tillämpa tjänst tjänster tro träda träffa tydlig tänka underlag underlätta uppdrag
uppföljning uppgift uppgifter uppmärksamma uppnå upprätta utforma utföra utgå utgöra utifrån utmana utmaning utreda
utredning utveckla utveckling vana vanlig vanligare varandra vecka verka verksam verksamhet verktyg viktig viktigt
viss vissa värde värdera växa växer yttre åtgärd åtgärda ändra ändring ända ändamål öppen öppna öka ökad ökande
översyn övrig övriga remiss promemoria proposition betänkande lagstiftning författning redovisa redovisning kronor
år årlig januari februari mars april maj juni juli augusti september oktober november december vår sommar vinter
tredje fjärde femte andel antagen arbetssätt bred brett dela delas etablera fortsätta fortsätter framförallt få
förmåga försvåra införa införs kapacitet känd känna komplex kompletterande minskar mängd pris projekt skydda stiga
sänka tack tillfälligt tvinga utöka villkor visa väg välja väntar ämne
"""
COUNTING = """
budget byter börjar dansk dubbelt dygn eftersom elva finsk färre gjorde halvt holländsk hundra hälften invånare
landet ligger länet långt medan miljoner minuter norsk nästan sjunde sjätte staden säger timmar tionde tolv tusen
utanför veckor ärenden åtta tjugo trettio fyrtio femtio sextio sjuttio åttio nittio meter grader rad kvar borta isär
ändå ännu heller nej mitt ditt sitt eget gjort
"""
VERBS = """
räcker räcka räckte räckt stänger stänga stängde stängt stängd stängda slår slå slog slagit faller falla föll fallit
hämtar hämta hämtat skickar skicka skickat sätter sätta satte satt kör köra körde kört lägger lade lagt ringer ringa
ringde vänder vända vände vänt tappar tappa tappat hinner hinna hann hunnit orkar orka vågar våga hoppas vet veta
visste menar mena berättar berätta förklarar förklara heter heta byta bytte bytt bär bära bar burit hänger hänga
hängde lyssnar lyssna pratar prata skriver skriva skrev skrivit skaffar skaffa tittar titta uppstår uppstå inträffar
inträffa återstår undviker undvika upptäcker upptäcka upptäckte närmar närma avslutar avsluta avstår slutar sluta
vinner vinna vann vunnit förlorar förlora förlorat beställer beställa slipper slippa missar missa klagar
stannar stannade försvinner försvinna försvann dyker dök saknar sakna saknas låg legat
betalar betala betalade
"""
WORDS = tuple(dict.fromkeys(f"{SMALL} {AUTHORITY} {COUNTING} {VERBS}".split()))
STEMS = frozenset(map(stem, WORDS))
AS_WRITTEN = frozenset(ENGLISH.split())  # stemmed as if it were Swedish, "have" would be the sea


def says_nothing(word: str, stemmed: str) -> bool:
    """Whether a lower-case word with this stem is one of them."""
    return stemmed in STEMS or word in AS_WRITTEN
