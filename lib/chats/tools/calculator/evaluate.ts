import { ToolError } from '../tool-error';

export class CalculationError extends ToolError {
  constructor(message: string) {
    super(message);
    this.name = 'CalculationError';
  }
}

const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z]+\d*)|(\*\*|[-+*/%^(),]))/iy;
const LONGEST = 1_000;
/** Parentheses and powers nest by recursion. */
const DEEPEST = 100;

const CONSTANTS = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

const FUNCTIONS = new Map<string, (...values: number[]) => number>([
  ['sqrt', Math.sqrt],
  ['abs', Math.abs],
  ['round', Math.round],
  ['floor', Math.floor],
  ['ceil', Math.ceil],
  ['ln', Math.log],
  ['log10', Math.log10],
  ['log2', Math.log2],
  ['exp', Math.exp],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['min', Math.min],
  ['max', Math.max],
]);

/**
 * The value of an arithmetic expression: numbers, + - * / % ^ (or **), parentheses, pi, e and the usual functions;
 * angles are in radians. In double precision, rounded to 15 digits, so that 0.1 + 0.2 is 0.3.
 *
 * @throws CalculationError when it is no such expression, or its value is no number
 */
export function evaluate(expression: string): number {
  if (expression.length > LONGEST) throw new CalculationError(`Over ${LONGEST} characters are too many.`);
  const value = new Parser(tokensOf(expression)).parse();
  if (!Number.isFinite(value)) throw new CalculationError('The result is not a finite number.');
  return Number(value.toPrecision(15));
}

function tokensOf(expression: string): string[] {
  const text = expression.trim();
  const pattern = new RegExp(TOKEN);
  const tokens: string[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new CalculationError(`“${text.slice(at, at + 20)}” is not understood.`);
    tokens.push(match[0].trim().toLowerCase());
  }
  return tokens;
}

/** Recursive descent: sums of products of signed powers of values. */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: string[]) {}

  parse(): number {
    const value = this.sum();
    if (this.at < this.tokens.length)
      throw new CalculationError(`“${this.tokens[this.at]}” is not expected there.`);
    return value;
  }

  private sum(): number {
    if (++this.depth > DEEPEST) throw new CalculationError('The expression is nested too deeply.');
    let value = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      value += sign === '+' ? this.product() : -this.product();
    }
    this.depth--;
    return value;
  }

  private product(): number {
    let value = this.signed();
    for (let sign = this.take('*', '/', '%'); sign; sign = this.take('*', '/', '%')) {
      const other = this.signed();
      if (sign !== '*' && other === 0) throw new CalculationError('That divides by zero.');
      value = sign === '*' ? value * other : sign === '/' ? value / other : value % other;
    }
    return value;
  }

  /** A sign binds less than a power: -2^2 is -4. */
  private signed(): number {
    let sign = 1;
    for (let taken = this.take('-', '+'); taken; taken = this.take('-', '+')) if (taken === '-') sign = -sign;
    return sign * this.power();
  }

  private power(): number {
    const base = this.value();
    if (!this.take('^', '**')) return base;
    if (++this.depth > DEEPEST) throw new CalculationError('The expression is nested too deeply.');
    const exponent = this.signed();
    this.depth--;
    return base ** exponent;
  }

  private value(): number {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new CalculationError('The expression ends too early.');
    if (/^[\d.]/.test(token)) return Number(token);
    if (token === '(') return this.closed(this.sum());
    const constant = CONSTANTS.get(token);
    if (constant !== undefined) return constant;
    const apply = FUNCTIONS.get(token);
    if (!apply || !this.take('(')) throw new CalculationError(`“${token}” is not expected there.`);
    const values = [this.sum()];
    while (this.take(',')) values.push(this.sum());
    return this.closed(apply(...values));
  }

  private closed(value: number): number {
    if (!this.take(')')) throw new CalculationError('A closing parenthesis is missing.');
    return value;
  }

  private take(...wanted: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.at++;
    return token;
  }
}
