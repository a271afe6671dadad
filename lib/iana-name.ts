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

/**
 * Whether a name that the runtime knows is in the IANA database, and is spelt as it is there: the runtime takes
 * `europe/berlin`, Go looks for a file of that name.
 */
export function isIanaName(name: string): boolean {
  return !FOREIGN_NAMES.has(name) && name.split(/[^A-Za-z]+/).every(isSpeltRight);
}

function isSpeltRight(word: string): boolean {
  const unusual = SPELLINGS.get(word.toLowerCase());
  return unusual === undefined ? /^(?:[A-Z][a-z]*)?$/.test(word) : word === unusual;
}
