import type { ModelChoice } from '@/lib/models';

/** Four things to try. The demo has an answer of its own to each of its four. */
const DEMO_SUGGESTIONS = [
  'What is a token?',
  'How is my usage metered?',
  'What does this cost?',
  'How do I connect a real model?',
];

/** What a model without tools would have to invent an answer to, and what it is offered instead. */
const NEEDS_TOOLS = 'What have I spent this month?';
const WITHOUT_TOOLS = 'Why does a reply cost more than a question?';

const SUGGESTIONS = [
  'Explain tokens to me in three sentences',
  'Make a table of five ways to shorten a prompt',
  'Write a haiku about an exact bill',
];

/** What an empty chat offers: only what the model can do. */
export function Suggestions({ model, onPick }: { model: ModelChoice; onPick: (text: string) => void }) {
  return (
    <section aria-labelledby="suggestions" className="m-auto grid w-full max-w-2xl gap-6 py-8">
      <div className="grid gap-2 text-center">
        <h2 id="suggestions" className="text-balance font-semibold text-2xl tracking-tight">
          Ask anything. See what it costs.
        </h2>
        <p className="text-balance text-muted-foreground">Under each reply stand its tokens and its price.</p>
      </div>
      <ul className="grid gap-2 sm:grid-cols-2">
        {suggestionsFor(model).map((text) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => onPick(text)}
              className="h-full w-full cursor-pointer rounded-lg border bg-card px-4 py-3 text-left text-sm hover:border-input hover:bg-accent"
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function suggestionsFor({ demo, tools }: ModelChoice): string[] {
  if (demo) return DEMO_SUGGESTIONS;
  return [tools ? NEEDS_TOOLS : WITHOUT_TOOLS, ...SUGGESTIONS];
}
