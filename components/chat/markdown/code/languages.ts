/** The languages whose code is coloured, each with the other names that models have for it. */
const NAMES = [
  ['c', 'h'],
  ['cpp', 'c++', 'cc', 'hpp'],
  ['csharp', 'c#', 'cs'],
  ['css'],
  ['dart'],
  ['diff', 'patch'],
  ['docker', 'dockerfile'],
  ['elixir', 'ex', 'exs'],
  ['go', 'golang'],
  ['graphql', 'gql'],
  ['haskell', 'hs'],
  ['html', 'htm'],
  ['ini', 'conf', 'properties'],
  ['java'],
  ['javascript', 'js', 'mjs', 'cjs', 'node'],
  ['json', 'json5', 'jsonc', 'jsonl'],
  ['jsx'],
  ['kotlin', 'kt', 'kts'],
  ['latex', 'tex'],
  ['lua'],
  ['make', 'makefile'],
  ['markdown', 'md', 'mdx'],
  ['nginx'],
  ['php'],
  ['powershell', 'ps1', 'pwsh'],
  ['python', 'py', 'py3', 'python3'],
  ['r'],
  ['ruby', 'rb'],
  ['rust', 'rs'],
  ['scala'],
  ['scss', 'sass'],
  ['shellscript', 'sh', 'bash', 'zsh', 'shell'],
  ['shellsession', 'console'],
  ['sql', 'mysql', 'postgres', 'postgresql', 'sqlite', 'plsql'],
  ['svelte'],
  ['swift'],
  ['terraform', 'tf', 'hcl'],
  ['toml'],
  ['tsx'],
  ['typescript', 'ts', 'mts', 'cts'],
  ['vue'],
  ['xml', 'svg', 'xsl'],
  ['yaml', 'yml'],
] as const satisfies readonly (readonly [string, ...string[]])[];

export type Language = (typeof NAMES)[number][0];

const byName = new Map<string, Language>(
  NAMES.flatMap(([language, ...others]) => [language, ...others].map((name) => [name, language] as const)),
);

/** The language that is called so; nothing when its code is not coloured. */
export function languageNamed(name: string | undefined): Language | undefined {
  return byName.get(name?.toLowerCase() ?? '');
}
