// Words whose forms have no long beginning in common: too short for an ending to be told, or with other vowels. Each line is one
// word; a form finds the others as whole words ("år" finds "året", and by these not "årsbesked").
const LINES = `
år års året årets åren årens
by byn byns byar byarna
bro bron brons broar broarna
sko skon skor skorna
ö ön öns öar öarna
kö kön köns köer köerna
snö snön snöns
bo bor bodde bott boende
idé idén idéer idéerna
man mans mannen mannens män mäns männen männens
dotter dotterns dottern döttrar döttrars döttrarna
bror brors broder brodern broderns bröder bröders bröderna
mor moder modern mödrar mödrarna
far fader fadern fäder fäderna
mus musen möss mössen
gås gåsen gäss gässen
ny nytt nya nye
god gott goda gode
gammal gammalt gamla gamle
få får fick fått
ge ger gav gett givit
se ser såg sett
gå går gick gått
söka söker sökte sökt söks
köpa köper köpte köpt köps köp köpet
hyra hyr hyrde hyrt hyrs hyran hyror hyrorna
resa reser reste rest resan resor resorna
byta byter bytte bytt byts byte bytet
skriva skriver skrev skrivit skrivs
anmäla anmäler anmälde anmält anmäls anmälan
betala betalar betalade betalat betalas betalning betalningen betalningar betalningarna
`;
const families = LINES.trim()
  .split('\n')
  .map((line) => line.split(' '));

/** The other forms of a word that has a family; none for any other. */
export const familyOf = (word: string): readonly string[] =>
  families.filter((family) => family.includes(word)).flat();
