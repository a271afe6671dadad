/** Names that the runtime knows and the IANA database doesn't: ICU's short ones, and two that were taken out. */
const FOREIGN_NAMES = new Set(
  `ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST
  Canada/East-Saskatchewan US/Pacific-New`.split(/\s+/),
);

/** The words of the database's names that are not written as `Berlin` is. */
const UNUSUAL_WORDS =
  `es of au IN ComodRivadavia DumontDUrville McMurdo ACT LHI NSW DeNoronha EasterIsland BajaNorte BajaSur
  CET CST CDT EET EST EDT GB GMT HST MET MST MDT NZ CHAT PRC PST PDT ROC ROK SU UCT US UTC WET`.split(/\s+/);

const SPELLINGS = new Map(UNUSUAL_WORDS.map((word) => [word.toLowerCase(), word]));

/** Offsets such as `+02:00` are no zones to OpenMeter, and know nothing of clock changes. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** To ask the runtime takes long, and it is asked at each request. */
const known = new Set<string>();

/**
 * Whether it is the name of a zone in the IANA database, such as `Europe/Berlin`, spelt as it is there: the runtime
 * takes `europe/berlin` too, where Go looks for a file of that name.
 */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  const words = name.split(/[^A-Za-z]+/);
  if (!ZONE_NAME.test(name) || FOREIGN_NAMES.has(name) || !words.every(isSpeltRight)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  known.add(name);
  return true;
}

function isSpeltRight(word: string): boolean {
  const unusual = SPELLINGS.get(word.toLowerCase());
  return unusual === undefined ? /^(?:[A-Z][a-z]*)?$/.test(word) : word === unusual;
}
