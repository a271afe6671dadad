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

/** A whole number that was found without any rounding is a `bigint`. */
type Value = number | bigint;

/**
 * The value of an arithmetic expression: numbers, + - * / % ^ (or **), parentheses, pi, e and the usual functions;
 * angles are in radians. Whole numbers are exact by all but the functions, and a string of digits where a number can't
 * hold them. All else is in double precision, rounded to 15 digits, so that 0.1 + 0.2 is 0.3.
 *
 * @throws CalculationError when it is no such expression, or its value is no number
 */
export function evaluate(expression: string): number | string {
  if (expression.length > LONGEST) throw new CalculationError(`Over ${LONGEST} characters are too many.`);
  const value = new Parser(tokensOf(expression)).parse();
  const number = Number(value);
  if (!Number.isFinite(number)) throw new CalculationError('The result is not a finite number.');
  if (Number.isSafeInteger(number)) return number;
  return typeof value === 'bigint' ? String(value) : Number(value.toPrecision(15));
}

function calculate(sign: string, left: Value, right: Value): Value {
  const isWhole = typeof left === 'bigint' && typeof right === 'bigint';
  return (isWhole ? wholly(sign, left, right) : undefined) ?? roughly(sign, Number(left), Number(right));
}

/** @returns nothing where the result is no whole number, or one beyond all that is calculated here */
function wholly(sign: string, left: bigint, right: bigint): bigint | undefined {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left % right === 0n ? left / right : undefined;
    case '%':
      return left % right;
    default:
      return right >= 0n && Number.isFinite(Number(left) ** Number(right)) ? left ** right : undefined;
  }
}

function roughly(sign: string, left: number, right: number): number {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
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

  parse(): Value {
    const value = this.sum();
    if (this.at < this.tokens.length)
      throw new CalculationError(`“${this.tokens[this.at]}” is not expected there.`);
    return value;
  }

  private sum(): Value {
    if (++this.depth > DEEPEST) throw new CalculationError('The expression is nested too deeply.');
    let value = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      value = calculate(sign, value, this.product());
    }
    this.depth--;
    return value;
  }

  private product(): Value {
    let value = this.signed();
    for (let sign = this.take('*', '/', '%'); sign; sign = this.take('*', '/', '%')) {
      const other = this.signed();
      if (sign !== '*' && Number(other) === 0) throw new CalculationError('That divides by zero.');
      value = calculate(sign, value, other);
    }
    return value;
  }

  /** A sign binds less than a power: -2^2 is -4. */
  private signed(): Value {
    let isNegative = false;
    for (let taken = this.take('-', '+'); taken; taken = this.take('-', '+'))
      if (taken === '-') isNegative = !isNegative;
    const value = this.power();
    return isNegative ? -value : value;
  }

  private power(): Value {
    const base = this.value();
    if (!this.take('^', '**')) return base;
    if (++this.depth > DEEPEST) throw new CalculationError('The expression is nested too deeply.');
    const exponent = this.signed();
    this.depth--;
    return calculate('^', base, exponent);
  }

  private value(): Value {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new CalculationError('The expression ends too early.');
    if (/^\d+$/.test(token)) return BigInt(token);
    if (/^[\d.]/.test(token)) return Number(token);
    if (token === '(') return this.closed(this.sum());
    const constant = CONSTANTS.get(token);
    if (constant !== undefined) return constant;
    const apply = FUNCTIONS.get(token);
    if (!apply || !this.take('(')) throw new CalculationError(`“${token}” is not expected there.`);
    const values = [this.sum()];
    while (this.take(',')) values.push(this.sum());
    return this.closed(apply(...values.map(Number)));
  }

  private closed(value: Value): Value {
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
