const STROKES = ['M4.5 4v16', 'M9.5 4v16', 'M14.5 4v16', 'M19.5 4v16', 'M2 17.5 22 6.5'];

/** Four strokes and one across: the app's mark. `counting` lets the strokes come one by one, while something is on its way. */
export function TallyMark({ counting = false, className }: { counting?: boolean; className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
      strokeLinecap="round"
      className={className}
    >
      {STROKES.map((stroke, index) => (
        <path
          key={stroke}
          d={stroke}
          className={counting ? 'animate-pulse' : undefined}
          style={counting ? { animationDelay: `${index * 200 - 1_000}ms` } : undefined}
        />
      ))}
    </svg>
  );
}
