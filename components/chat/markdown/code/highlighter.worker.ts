import {
  codeToTokensBase,
  createCssVariablesTheme,
  createShikiPrimitiveAsync,
  type GrammarState,
  getLastGrammarState,
  type LanguageInput,
  type ShikiPrimitive,
} from '@shikijs/core';
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import type { Answer, ColouredLine, Question } from './colours';
import type { Language } from './languages';

const THEME = createCssVariablesTheme({ name: 'code', variablePrefix: '--code-', fontStyle: false });
/** What is written into the page at once: more would hold up what else it does. */
const LINES_AT_ONCE = 40;
/** A longer line is no code that anybody reads, and would take long. */
const LONGEST_LINE = 2_000;

/** Each grammar is loaded when first needed. */
const GRAMMARS: Record<Language, LanguageInput> = {
  c: () => import('@shikijs/langs/c'),
  cpp: () => import('@shikijs/langs/cpp'),
  csharp: () => import('@shikijs/langs/csharp'),
  css: () => import('@shikijs/langs/css'),
  dart: () => import('@shikijs/langs/dart'),
  diff: () => import('@shikijs/langs/diff'),
  docker: () => import('@shikijs/langs/docker'),
  elixir: () => import('@shikijs/langs/elixir'),
  go: () => import('@shikijs/langs/go'),
  graphql: () => import('@shikijs/langs/graphql'),
  haskell: () => import('@shikijs/langs/haskell'),
  html: () => import('@shikijs/langs/html'),
  ini: () => import('@shikijs/langs/ini'),
  java: () => import('@shikijs/langs/java'),
  javascript: () => import('@shikijs/langs/javascript'),
  json: () => import('@shikijs/langs/json'),
  jsx: () => import('@shikijs/langs/jsx'),
  kotlin: () => import('@shikijs/langs/kotlin'),
  latex: () => import('@shikijs/langs/latex'),
  lua: () => import('@shikijs/langs/lua'),
  make: () => import('@shikijs/langs/make'),
  markdown: () => import('@shikijs/langs/markdown'),
  nginx: () => import('@shikijs/langs/nginx'),
  php: () => import('@shikijs/langs/php'),
  powershell: () => import('@shikijs/langs/powershell'),
  python: () => import('@shikijs/langs/python'),
  r: () => import('@shikijs/langs/r'),
  ruby: () => import('@shikijs/langs/ruby'),
  rust: () => import('@shikijs/langs/rust'),
  scala: () => import('@shikijs/langs/scala'),
  scss: () => import('@shikijs/langs/scss'),
  shellscript: () => import('@shikijs/langs/shellscript'),
  shellsession: () => import('@shikijs/langs/shellsession'),
  sql: () => import('@shikijs/langs/sql'),
  svelte: () => import('@shikijs/langs/svelte'),
  swift: () => import('@shikijs/langs/swift'),
  terraform: () => import('@shikijs/langs/terraform'),
  toml: () => import('@shikijs/langs/toml'),
  tsx: () => import('@shikijs/langs/tsx'),
  typescript: () => import('@shikijs/langs/typescript'),
  vue: () => import('@shikijs/langs/vue'),
  xml: () => import('@shikijs/langs/xml'),
  yaml: () => import('@shikijs/langs/yaml'),
};

const shiki = createShikiPrimitiveAsync({
  themes: [THEME],
  langs: [],
  // In JavaScript, as WebAssembly would need a hole in the Content-Security-Policy.
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});
/** How each piece of code goes on after its last line. */
const states = new Map<number, GrammarState | undefined>();
/** Languages whose failure the console has been told of. */
const failed = new Set<Language>();
let work: Promise<void> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  work = work.then(() => answer(data));
});

async function answer(question: Question): Promise<void> {
  if (question.type === 'end') {
    states.delete(question.id);
    return;
  }
  const { id, language, lines } = question;
  let from = 0;
  try {
    const highlighter = await shiki;
    await highlighter.loadLanguage(GRAMMARS[language]);
    for (; from < lines.length; from += LINES_AT_ONCE) {
      tell({ id, lines: colour(highlighter, id, language, lines.slice(from, from + LINES_AT_ONCE)) });
    }
  } catch (error) {
    // Code of other languages, and what comes next of this one, may well have its colours.
    if (!failed.has(language)) console.error(`The colours of ${language} code could not be made:`, error);
    failed.add(language);
    tell({ id, lines: lines.slice(from).map(() => []) });
  }
}

function tell(next: Answer): void {
  // The empty options are for the types, which take this for a window.
  postMessage(next, {});
}

function colour(
  highlighter: ShikiPrimitive,
  id: number,
  language: Language,
  lines: readonly string[],
): ColouredLine[] {
  const tokens = codeToTokensBase(highlighter, lines.join('\n'), {
    lang: language,
    theme: THEME,
    grammarState: states.get(id),
    tokenizeMaxLineLength: LONGEST_LINE,
  });
  states.set(id, getLastGrammarState(highlighter, tokens));
  return tokens.map((line) => line.map(({ content, color = '' }) => [content.length, color] as const));
}
