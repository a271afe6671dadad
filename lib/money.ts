declare const brand: unique symbol;

/** An exact amount of money in pico-US-dollars: 10^12 of them make one dollar. Never a float. */
export type PicoUsd = bigint & { readonly [brand]: 'PicoUsd' };

const DECIMALS = 12;
export const PICO_PER_USD = 1_000_000_000_000n;

/** Names a whole number of pico-dollars as money. */
export function picoUsd(pico: bigint): PicoUsd {
  return pico as PicoUsd;
}

/** Adds amounts exactly; nothing adds up to zero. */
export function sumUsd(amounts: Iterable<PicoUsd>): PicoUsd {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return picoUsd(total);
}

/**
 * Reads a decimal amount of US dollars, such as `12.50` or `-0.0021375`, exactly.
 *
 * @throws RangeError when it is not plain digits, or has more than 12 decimals.
 */
export function parseUsd(text: string): PicoUsd {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) {
    throw new RangeError(
      `"${text}" is not an amount in US dollars. Write plain digits with at most 12 decimals, like 12.50.`,
    );
  }
  const [, minus, whole = '0', fraction = ''] = match;
  const pico = BigInt(whole) * PICO_PER_USD + BigInt(fraction.padEnd(DECIMALS, '0'));
  return picoUsd(minus ? -pico : pico);
}

/** The exact amount in US dollars, without trailing zeros: `0.0021375`, `12.5`, `0`. */
export function usdDecimal(pico: PicoUsd): string {
  return toDecimal(pico, DECIMALS, 0);
}

export interface FormatUsdOptions {
  /**
   * How many decimals to show: a fixed number for a column or an invoice line, or `all` for every digit
   * (at least two), which suits a price. Left out, an amount under a dollar keeps its first two digits.
   */
  readonly decimals?: number | 'all';
}

const CENTS = 2;
const MOST_DECIMALS = 6;

/**
 * An amount for people to read: `$12.34`, `$1,200.00`, `$0.0021`, and `<$0.000001` for less than any shown digit.
 * It is rounded once, half away from zero, so that a charge and its refund read alike; an amount that is not zero
 * never reads `$0.00`.
 */
export function formatUsd(pico: PicoUsd, { decimals }: FormatUsdOptions = {}): string {
  if (decimals === 'all') return withSign(pico, toDecimal(magnitude(pico), DECIMALS, CENTS));

  const shown = decimals ?? readableDecimals(magnitude(pico));
  const rounded = roundHalfAwayFromZero(magnitude(pico), shown);
  if (rounded === 0n && pico !== 0n) return tooSmallToShow(pico, shown);
  return withSign(pico, toDecimal(rounded, shown, decimals ?? CENTS));
}

/** What is used of a limit: with as many decimals as it takes not to read as all of it while some is left. */
export function formatUsed(usedPico: PicoUsd, limitPico: PicoUsd): string {
  const text = formatUsd(usedPico);
  if (usedPico >= limitPico || text !== formatUsd(limitPico)) return text;
  for (let decimals = 3; decimals < DECIMALS; decimals += 1) {
    const longer = formatUsd(usedPico, { decimals });
    if (longer !== formatUsd(limitPico, { decimals })) return longer;
  }
  return formatUsd(usedPico, { decimals: 'all' });
}

/** Enough decimals for the first two digits that are not zero, between cents and millionths of a dollar. */
function readableDecimals(pico: PicoUsd): number {
  if (pico >= PICO_PER_USD) return CENTS;
  const leadingZeros = DECIMALS - pico.toString().length;
  return Math.min(Math.max(leadingZeros + 2, CENTS), MOST_DECIMALS);
}

function roundHalfAwayFromZero(pico: PicoUsd, decimals: number): PicoUsd {
  const unit = 10n ** BigInt(DECIMALS - decimals);
  return picoUsd(((pico + unit / 2n) / unit) * unit);
}

function tooSmallToShow(pico: PicoUsd, decimals: number): string {
  const smallestShown = toDecimal(picoUsd(10n ** BigInt(DECIMALS - decimals)), decimals, decimals);
  return pico < 0n ? `>-$${smallestShown}` : `<$${smallestShown}`;
}

function withSign(pico: PicoUsd, decimal: string): string {
  const [whole = '0', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${pico < 0n ? '-' : ''}$${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

function magnitude(pico: PicoUsd): PicoUsd {
  return pico < 0n ? picoUsd(-pico) : pico;
}

/** Cuts after `decimals` digits and drops trailing zeros down to `atLeast` digits. */
function toDecimal(pico: PicoUsd, decimals: number, atLeast: number): string {
  const digits = magnitude(pico)
    .toString()
    .padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  const kept = digits.slice(-DECIMALS).slice(0, decimals);
  const fraction = kept.replace(/0+$/, '').padEnd(atLeast, '0');
  return `${pico < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}
