import { loadTokenCounter } from '@/lib/embedded/openai/token-count';

/** A reply of at least so many tokens, with all that models write: no two chapters are the same. */
export async function markdownOf(tokens: number): Promise<string> {
  const counter = await loadTokenCounter();
  let text = '';
  for (let chapter = 1; counter.countText(text) < tokens; chapter++) {
    text += `${chapterOf(chapter)}\n\n`;
  }
  return text;
}

function chapterOf(chapter: number): string {
  const kinds = [code, table, list, math];
  const turned = kinds.map((_, index) => kinds[(index + chapter) % kinds.length] ?? code);
  return [
    `## ${chapter}. What happens with ${word(chapter)}s`,
    prose(chapter, 4),
    ...turned.map((kind, index) => `### ${word(chapter + index)}s, seen closely\n\n${kind(chapter + index)}`),
    `> ${prose(chapter + 7, 2)}`,
  ].join('\n\n');
}

const WORDS = ['token', 'prompt', 'ledger entry', 'receipt', 'stream', 'checkpoint', 'allowance', 'price'];

function word(seed: number): string {
  return WORDS[seed % WORDS.length] ?? 'token';
}

function prose(seed: number, sentences: number): string {
  const all = Array.from({ length: sentences }, (_, index) => {
    const [one, other] = [word(seed + index), word(seed * 3 + index * 5)];
    return `The **${one}** comes before the *${other}*, since \`${other.replace(' ', '_')}_${seed + index}\` is known only when [the ${one}](https://example.com/${seed}) has ended; of ${seed * 17 + index * 31} cases that we looked at, none was otherwise.`;
  });
  return all.join(' ');
}

function list(seed: number): string {
  const items = Array.from({ length: 12 }, (_, index) => {
    const item = `${index + 1}. **${word(seed + index)}** number ${seed * 12 + index}: counted once, and never again`;
    return index % 4 === 3
      ? `${item}\n   - as it came\n   - as it was billed, with \`round(${index})\``
      : item;
  });
  return items.join('\n');
}

function table(seed: number): string {
  const rows = Array.from({ length: 14 }, (_, index) => {
    const tokens = (seed * 7919 + index * 104_729) % 100_000;
    return `| ${word(seed + index)} ${index} | ${tokens} | $${(tokens / 1e6).toFixed(6)} | ${index % 3 ? 'exact' : '*estimated*'} |`;
  });
  return ['| what | tokens | cost | basis |', '|---|---:|---:|---|', ...rows].join('\n');
}

const LANGUAGES = ['ts', 'python', 'sql', 'json', 'bash'] as const;

function code(seed: number): string {
  const language = LANGUAGES[seed % LANGUAGES.length] ?? 'ts';
  const lines = Array.from({ length: 28 }, (_, index) => line(language, seed, index));
  return `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;
}

function line(language: (typeof LANGUAGES)[number], seed: number, index: number): string {
  const name = `${word(seed + index).replace(' ', '_')}_${index}`;
  switch (language) {
    case 'ts':
      return `export const ${name} = (tokens: number): bigint => BigInt(tokens) * ${seed + index}n; // "${name}"`;
    case 'python':
      return `def ${name}(tokens: int = ${seed}) -> str:  return f"{tokens * ${index}} pico"  # ${name}`;
    case 'sql':
      return `select sum(output_tokens) as ${name} from ledger_entries where model = 'm-${index}' and tokens > ${seed};`;
    case 'json':
      return `{ "${name}": { "tokens": ${seed * index}, "basis": "exact", "tags": ["a", null, true] } }`;
    case 'bash':
      return `curl -s "http://localhost:3000/v1/usage?day=${index}" | jq '.${name}' > "$HOME/${name}.json" # ${seed}`;
  }
}

function math(seed: number): string {
  return [
    `The cost of a reply is $c = \\sum_{i=1}^{n} t_i r_i$, where $t_{${seed}}$ are the tokens of a kind:`,
    `$$\nc_{${seed}} = \\frac{${seed}\\,p + \\sqrt{q^2 + ${seed}}}{\\int_0^1 x^{${seed}}\\,dx} \\le 10^{12}\n$$`,
    `so that for $n \\to \\infty$ it never exceeds $\\alpha_{${seed}}$.`,
  ].join('\n\n');
}
