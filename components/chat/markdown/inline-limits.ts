import type { Code, Construct, State, TokenizeContext } from 'micromark-util-types';
import type { Processor } from 'unified';

/** micromark counts two for each word, sign and end of a line: they come to a paragraph of a dozen pages. */
const MOST_EVENTS = 10_000;
/** Comments and the like, each of which is read to the end of the paragraph where nothing closes it. */
const MOST_DECLARATIONS = 20;

/**
 * A remark plugin that bounds the work on one paragraph: what comes after more than anybody writes is only text. At many
 * a sign micromark looks back through all that came before, so that some thousands would take seconds.
 */
export function remarkInlineLimits(this: Processor): void {
  const data = this.data();
  const text: Record<number, Construct | Construct[]> = {};
  for (let code = EXCLAMATION_MARK; code <= TILDE; code++) text[code] = restOfLine;
  text[LESS_THAN] = [restOfLine, declaration];
  // Of several extensions, the last is asked first.
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text }];
}

// The first and the last that ASCII has to be seen, and two between.
const EXCLAMATION_MARK = 0x21;
const LESS_THAN = 0x3c;
const QUESTION_MARK = 0x3f;
const TILDE = 0x7e;

const isOverfull = ({ events }: TokenizeContext) => events.length >= MOST_EVENTS;

const restOfLine: Construct = {
  // Else a text would be cut at each of its letters.
  previous() {
    return isOverfull(this);
  },
  tokenize(effects, ok, nok) {
    const rest = (code: Code): State | undefined => {
      if (code === null || code < -2) {
        effects.exit('data');
        return ok(code);
      }
      effects.consume(code);
      return rest;
    };
    return (code) => {
      if (!isOverfull(this)) return nok(code);
      effects.enter('data');
      return rest(code);
    };
  },
};

/** How many a paragraph has had so far. */
const declarations = new WeakMap<TokenizeContext, number>();

const declaration: Construct = {
  tokenize(effects, ok, nok) {
    const before = declarations.get(this) ?? 0;
    const opening = (code: Code): State | undefined => {
      if (code !== EXCLAMATION_MARK && code !== QUESTION_MARK) return nok(code);
      declarations.set(this, before + 1);
      if (before < MOST_DECLARATIONS) return nok(code);
      effects.exit('data');
      return ok(code);
    };
    return (code) => {
      effects.enter('data');
      effects.consume(code);
      return opening;
    };
  },
};
