import type { Topic } from './topic';

export const aboutTokens: Topic[] = [
  {
    title: 'What a token is',
    patterns: [
      /\btokens?\b/i,
      /\bwhat('s| is| are| does)\b.*\btokens?\b/i,
      /\b(explain|define|meaning of)\b.*\btokens?\b/i,
      /\b(tokeni[sz]\w*|tiktoken|o200k\w*|cl100k\w*|bpe)\b/i,
    ],
    reply: `A **token** is the piece of text a language model reads and writes: often a whole word with the space before it, sometimes a part of one, sometimes a single character.

| text | tokens |
|---|---|
| \`hello world\` | \`hello\` \`· world\` (2) |
| \`tokenization\` | \`token\` \`ization\` (2) |
| \`1234567\` | \`123\` \`456\` \`7\` (3) |

A rule of thumb for English is four characters a token, or 75 words for 100 tokens. Other languages and code need more.

Each reply has two counts:

- **in**: everything the model had to read. The whole conversation so far is sent again each time, so this grows as you chat.
- **out**: what it wrote, hidden reasoning included.`,
  },
  {
    title: 'What a reply costs',
    patterns: [
      /\b(cost|costs|price|prices|pricing|expensive|cheap|fee|fees|usd|dollars?|money)\b/i,
      /\b(how much|what)\b.*\b(costs?|price|pay|charged?)\b/i,
      /\b(is it|is this) (free|expensive)\b/i,
      /\bfree\b/i,
      /\b(do|will|must) (i|we) (have to )?pay\b/i,
    ],
    reply: `The cost of a reply is its tokens times the model's rates, and nothing else:

\`\`\`text
cost = uncached input       × input rate
     + read from a cache    × cache read rate
     + written to a cache   × cache write rate
     + output               × output rate
\`\`\`

- Rates are quoted in dollars per million tokens. The model picker shows them, and each entry in the ledger keeps the rates it was priced with, so a later change of price never touches the past.
- The sum is done in whole *pico-dollars* (a millionth of a millionth of a dollar), so nothing is lost to rounding.
- **This demo costs nobody anything.** Its price is there so that the bill has something to show. With a real key, your provider charges you, and the bill here tells you which of your users it was for.`,
  },
  {
    title: 'Cached and reasoning tokens',
    patterns: [
      /\b(cached?|caching)\b/i,
      /\breasoning\b/i,
      /\b(what|why|explain|how)\b.*\b(cached?|caching|reasoning)\b.*\btokens?\b/i,
    ],
    reply: `Two kinds of token surprise people on a bill:

- **Cached input.** When a prompt of 1,024 tokens or more begins as an earlier one did, the provider has that part in memory and bills it at a lower rate. Long conversations profit most. Some bill what they write into that memory at a rate of its own, too. Cached tokens are part of the input, not on top of it.
- **Reasoning.** Some models think in tokens that you never see. They are part of the output and cost the same as written ones. Type \`/think\` to see some.

Both are reported by the provider and kept apart in the ledger. Cached input has a price of its own; reasoning has that of output.`,
  },
];
