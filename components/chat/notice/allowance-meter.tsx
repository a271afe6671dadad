import { resetTime } from './reset-time';

/** What is used of the allowance, out of how much, and until when. The amounts come formatted, like `$0.10`. */
export function AllowanceMeter({ details }: { details: Readonly<Record<string, string | number>> }) {
  const { usedUsd, limitUsd, resetsAt } = details;
  return (
    <dl className="grid grid-cols-3 gap-4 border-t pt-3 tabular-nums">
      <Figure name="Used" value={usedUsd} />
      <Figure name="Limit" value={limitUsd} />
      <Figure name="Resets" value={typeof resetsAt === 'string' ? resetTime(resetsAt) : undefined} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string | number | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
