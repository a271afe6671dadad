export type EncodingName = 'o200k_base' | 'cl100k_base';

/** A loaded tokenizer: its vocabulary, and how it cuts text into pieces before it looks tokens up. */
export interface Encoding {
  name: EncodingName;
  /** Every token's rank. A token is written as its bytes, one character (U+0000–U+00FF) each. */
  ranks: ReadonlyMap<string, number>;
  /** The length of the longest token that ends in the two bytes `first * 256 + second`. */
  longestTokenByEnding: Uint8Array;
  /** What `LongPiece` has found out: which tokens can be neighbours, by `left rank * 2^18 + right rank` … */
  neighbours: Map<number, boolean>;
  /** … and by rank, how long the left of the two parts is that a token was last joined from. */
  leftParts: Map<number, number>;
  /** Sticky; matches one piece at any position of any text. */
  piecePattern: RegExp;
}

/** Chat models from before GPT-4o, and the embedding models. */
const CL100K_MODEL = /^(gpt-3\.?5|gpt-4(-|$)|text-embedding-)/;

/**
 * The encoding that OpenAI's models of this name count with: o200k_base from GPT-4o on (4o, 4.1, 4.5, 5, o-series,
 * gpt-oss), cl100k_base before. A fine-tune (`ft:gpt-4o:…`) and a router's name (`openai/gpt-4o`) count as their base
 * model; a name nobody has heard of counts in o200k_base. Never throws.
 */
export function encodingForModel(model: string): EncodingName {
  return CL100K_MODEL.test(baseModelName(model)) ? 'cl100k_base' : 'o200k_base';
}

/** `ft:gpt-4o:acme::id` and `openai/gpt-4o` are both `gpt-4o`; anything else is itself, in lower case. */
export function baseModelName(model: string): string {
  const withoutVendor = model.toLowerCase().split('/').at(-1) ?? '';
  return withoutVendor.replace(/^ft:/, '').split(':', 1).join('');
}

const loading = new Map<EncodingName, Promise<Encoding>>();

/** Loads an encoding, once per process; it takes 0.1 to 0.3 s and 20 to 40 MB, so nothing is loaded before it is asked for. */
export function loadEncoding(name: EncodingName): Promise<Encoding> {
  const started = loading.get(name) ?? readEncoding(name);
  loading.set(name, started);
  return started;
}

async function readEncoding(name: EncodingName): Promise<Encoding> {
  const { default: file } =
    name === 'o200k_base'
      ? await import('js-tiktoken/ranks/o200k_base')
      : await import('js-tiktoken/ranks/cl100k_base');
  const ranks = parseRanks(file.bpe_ranks);
  return {
    name,
    ranks,
    longestTokenByEnding: longestTokens(ranks.keys()),
    neighbours: new Map(),
    leftParts: new Map(),
    piecePattern: piecePattern(file.pat_str),
  };
}

/** Reads lines of the form `! <first rank> <token in base64> <the next token> …`. */
function parseRanks(lines: string): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const line of lines.split('\n')) {
    const [, firstRank, ...tokens] = line.split(' ');
    tokens.forEach((token, index) => {
      ranks.set(atob(token), Number(firstRank) + index);
    });
  }
  return ranks;
}

function longestTokens(tokens: Iterable<string>): Uint8Array {
  const longest = new Uint8Array(256 * 256);
  for (const token of tokens) {
    if (token.length < 2) continue;
    const ending = token.charCodeAt(token.length - 2) * 256 + token.charCodeAt(token.length - 1);
    longest[ending] = Math.max(longest[ending] ?? 0, token.length);
  }
  return longest;
}

/**
 * The reference runs its pattern in Rust, where `\s` is Unicode's White_Space and `(?i:'s)` also matches `'ſ`. In
 * JavaScript `\s` has U+FEFF and lacks U+0085, and the rank files spell the cases out without `ſ`.
 */
function piecePattern(pattern: string): RegExp {
  const asInRust = pattern
    .replaceAll('\\s', '\\p{White_Space}')
    .replaceAll('\\S', '\\P{White_Space}')
    .replaceAll("'s|'S|", "'s|'S|'ſ|");
  return new RegExp(asInRust, 'uy');
}
