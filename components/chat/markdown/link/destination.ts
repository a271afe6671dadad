export interface Destination {
  href: string;
  /** The host that it leads to, in ASCII, so that no letter can pass for another; of an e-mail, its address. */
  place: string;
}

const NOWHERE = 'http://nowhere.invalid';
const PROTOCOLS = ['http:', 'https:', 'mailto:'];

/**
 * Where a link that a model wrote leads: to the web or to an e-mail, otherwise nowhere. A path alone leads nowhere too,
 * as it would lead into this app.
 */
export function destinationOf(href: string | undefined): Destination | undefined {
  if (!href || !URL.canParse(href, NOWHERE)) return undefined;
  const url = new URL(href, NOWHERE);
  if (!PROTOCOLS.includes(url.protocol) || url.origin === NOWHERE) return undefined;
  return { href: url.href, place: url.protocol === 'mailto:' ? url.pathname : url.host };
}

/** What is drawn as nothing, such as a soft hyphen, or on the letter before it. */
const UNSEEN = /(?![\t\n\r])[\p{C}\p{M}\uFFFC]/gu;
/** Spaces too thin to be seen as one, of which NFKC makes plain ones. */
const THIN_SPACE = /[\u2006\u2008-\u200A\u202F\u205F]/g;
const SCHEME = 'https?://';
/** What is no name of a host elsewhere, as a number or a single word, is one after a scheme. */
const AFTER_SCHEME = String.raw`(?<=${SCHEME})(?:[\p{L}\p{N}_-]+\.)*[\p{L}\p{N}_-]+`;
/** As many, and as long, as the DNS has; begun where a word begins, or a long text would be read again from each letter. */
const LABELS = String.raw`(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}-]{1,63}\.){1,30}`;
/** As in `Node.js` and `README.md`. */
const FILE_ENDING = String.raw`(?:c|conf|cpp|cs|css|csv|go|html|ini|ipynb|java|js|json|jsx|kt|lock|log|md|pdf|php|py|rb|rs|scss|sh|sql|swift|toml|ts|tsx|txt|vue|xml|yaml|yml)(?![\p{L}\p{N}-]|\.\p{L})`;
/**
 * In a text: the name of a file, or what reads like a host, whether or not an address is around it. The rest of the
 * address is passed over with it.
 */
const NAME = new RegExp(
  String.raw`(?<!${SCHEME})${LABELS}${FILE_ENDING}|(${AFTER_SCHEME}|${LABELS}\p{L}{2,})(?::\d+)?(?:[/?#]\S*)?`,
  'giu',
);

/** Whether the text of a link names another host than it leads to, or its host has letters that look like others. */
export function isMisleading(text: string, { place }: Destination): boolean {
  if (place.includes('xn--')) return true;
  // NFKC makes a dot of what looks like one.
  const seen = text.replace(THIN_SPACE, '').normalize('NFKC').replace(UNSEEN, '');
  return [...seen.matchAll(NAME)].some(([, host]) => host !== undefined && hostOf(host) !== hostOf(place));
}

function hostOf(place: string): string {
  return place
    .toLowerCase()
    .replace(/^(.*@|www\.)/, '')
    .replace(/:\d+$/, '');
}
