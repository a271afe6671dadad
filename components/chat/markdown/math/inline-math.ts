import type { Extension as MdastExtension } from 'mdast-util-from-markdown';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import type { Processor } from 'unified';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    inlineMath: 'inlineMath';
    inlineMathLine: 'inlineMathLine';
  }
}

/** What the `code` elements that are formulas are marked with, the second one where it stands by itself. */
export const FORMULA_CLASS = 'math-inline';
export const DISPLAY_CLASS = 'math-display';

/**
 * A remark plugin for formulas in a text, as models write them: `\(…\)`, `\[…\]`, `$…$` and `$$…$$`. Each becomes inline
 * code with a class.
 *
 * Prices are no formulas. As in Pandoc (https://pandoc.org/MANUAL.html#math), a single opening dollar has no space after
 * it, and the closing one none before it; here, no letter or digit stands on their outer sides either. Nor are classes of
 * prices: `Lucia ($$), Nopa ($$$)`.
 */
export function remarkInlineMath(this: Processor): void {
  const data = this.data();
  const syntax = { text: { [DOLLAR]: betweenDollars, [BACKSLASH]: betweenBrackets } };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), fromMarkdown];
}

/** Takes a formula that is written so apart. */
export function readFormula(source: string): { tex: string; isDisplay: boolean } {
  const isSingle = /^\$(?!\$)/.test(source);
  const tex = isSingle ? source.slice(1, -1) : source.slice(2, -2);
  return { tex: tex.trim(), isDisplay: /^(\$\$|\\\[)/.test(source) };
}

const fromMarkdown: MdastExtension = {
  enter: {
    inlineMath(token) {
      const { tex, isDisplay } = readFormula(this.sliceSerialize(token).trim());
      const className = isDisplay ? [FORMULA_CLASS, DISPLAY_CLASS] : [FORMULA_CLASS];
      this.enter({ type: 'inlineCode', value: tex, data: { hProperties: { className } } }, token);
    },
  },
  exit: {
    inlineMath(token) {
      this.exit(token);
    },
  },
};

const DOLLAR = '$'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/** micromark hands over one character after the other; `null` is the end, and below zero are line endings and tabs. */
const isChar = (code: Code, pattern: RegExp) =>
  code !== null && code >= 0 && pattern.test(String.fromCodePoint(code));
const isSpace = (code: Code) => code === null || code < 0 || code === 32;
/** What may follow a word, such as `$$`, but begins no formula. */
const isAfterWord = (code: Code) => isChar(code, /[),.;]/);
const isWord = (code: Code) => isChar(code, /[\p{L}\p{N}]/u);

/** The brackets that nothing closes in the rest of a text: each that opens would be read to its end in vain. */
const neverClosed = new WeakMap<TokenizeContext, Set<string>>();

const betweenBrackets: Construct = {
  tokenize(effects, ok, nok) {
    let closing: string;
    const unclosed = neverClosed.get(this) ?? new Set();
    neverClosed.set(this, unclosed);
    return (code) => open(effects, code, opening);

    function opening(code: Code): State | undefined {
      if (!isChar(code, /[([]/)) return nok(code);
      closing = code === '('.charCodeAt(0) ? ')' : ']';
      return unclosed.has(closing) ? nok(code) : take(effects, code, inside);
    }
    function inside(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      return take(effects, code, code === BACKSLASH ? afterBackslash : inside);
    }
    function afterBackslash(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      return take(effects, code, code === closing.charCodeAt(0) ? end : inside);
    }
    function giveUp(code: null): State | undefined {
      unclosed.add(closing);
      return nok(code);
    }
    function end(code: Code): State | undefined {
      close(effects);
      return ok(code);
    }
  },
};

const betweenDollars: Construct = {
  previous: (code) => code !== DOLLAR && !isWord(code),
  tokenize(effects, ok, nok) {
    let before: Code = null;
    return (code) => open(effects, code, opening);

    function opening(code: Code): State | undefined {
      if (code === DOLLAR) return take(effects, code, doubleOpening);
      return isSpace(code) ? nok(code) : inSingle(code);
    }
    function inSingle(code: Code): State | undefined {
      if (code === null || (code === DOLLAR && isSpace(before))) return nok(code);
      before = code;
      if (code === DOLLAR) return take(effects, code, afterSingle);
      return take(effects, code, code === BACKSLASH ? escaped : inSingle);
    }
    function escaped(code: Code): State | undefined {
      return code === null ? nok(code) : take(effects, code, inSingle);
    }
    /** The next character tells whether this is one. */
    function afterSingle(code: Code): State | undefined {
      return code === DOLLAR || isWord(code) ? nok(code) : end(code);
    }
    function doubleOpening(code: Code): State | undefined {
      return code === DOLLAR || isAfterWord(code) ? nok(code) : inDouble(code);
    }
    function inDouble(code: Code): State | undefined {
      if (code === null) return nok(code);
      return take(effects, code, code === DOLLAR ? afterDollar : inDouble);
    }
    function afterDollar(code: Code): State | undefined {
      return code === DOLLAR ? take(effects, code, afterDouble) : inDouble(code);
    }
    function afterDouble(code: Code): State | undefined {
      return code === DOLLAR ? nok(code) : end(code);
    }
    function end(code: Code): State | undefined {
      close(effects);
      return ok(code);
    }
  },
};

function open(effects: Effects, code: Code, next: State): State {
  effects.enter('inlineMath');
  effects.enter('inlineMathLine');
  return take(effects, code, next);
}

/** micromark wants the ends of lines apart from what is on them. */
function take(effects: Effects, code: Code, next: State): State {
  const isLineEnding = code !== null && code < -2;
  if (isLineEnding) {
    effects.exit('inlineMathLine');
    effects.enter('lineEnding');
  }
  effects.consume(code);
  if (isLineEnding) {
    effects.exit('lineEnding');
    effects.enter('inlineMathLine');
  }
  return next;
}

function close(effects: Effects): void {
  effects.exit('inlineMathLine');
  effects.exit('inlineMath');
}
