import { formatCount } from '@/lib/format';

const NEARLY_FULL = 0.8;
const CIRCUMFERENCE = 2 * Math.PI * 7;

/** How much of the model's context the conversation fills, with what is being typed: a ring, and words for who asks. */
export function ContextGauge({
  usedTokens,
  draftTokens,
  contextTokens,
}: {
  usedTokens: number;
  draftTokens: number;
  contextTokens: number;
}) {
  const tokens = usedTokens + draftTokens;
  const part = Math.min(tokens / contextTokens, 1);
  const percent = part > 0 && part < 0.01 ? '<1' : Math.round(part * 100);
  const words = `Context: about ${formatCount(tokens)} of ${formatCount(contextTokens)} tokens`;
  return (
    <span
      title={words}
      className={`flex items-center gap-1.5 text-xs tabular-nums ${part >= NEARLY_FULL ? 'text-warning' : 'text-muted-foreground'}`}
    >
      <meter
        aria-label="Context used"
        aria-valuetext={words}
        max={contextTokens}
        value={Math.min(tokens, contextTokens)}
        className="sr-only"
      />
      <svg aria-hidden="true" viewBox="0 0 18 18" className="size-4 -rotate-90">
        <circle
          cx="9"
          cy="9"
          r="7"
          fill="none"
          stroke="currentColor"
          strokeOpacity={0.25}
          strokeWidth={2.5}
        />
        <circle
          cx="9"
          cy="9"
          r="7"
          fill="none"
          stroke="currentColor"
          strokeWidth={2.5}
          strokeDasharray={`${part * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        />
      </svg>
      <span aria-hidden>{percent}%</span>
    </span>
  );
}
