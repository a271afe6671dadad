import { Card } from '@/components/ui/card';
import type { ListedKey } from '@/lib/api-keys/list';
import { formatDay, formatInstantInFull } from '@/lib/billing/format';
import { formatUsd, formatUsed, usdDecimal } from '@/lib/money';
import { EditKey } from './edit-key';
import { ReplaceKey } from './replace-key';
import { Revocations } from './revocations';
import { RevokeKey } from './revoke-key';

interface KeyListProps {
  keys: ListedKey[];
  /** The ids of the models that a key may be for. */
  models: string[];
  timeZone: string;
  now: Date;
}

/** A person's keys, the newest first. */
export function KeyList(props: KeyListProps) {
  return (
    <Revocations keyIds={props.keys.map(({ id }) => id)}>
      {props.keys.length > 0 ? <Keys {...props} /> : <NoKeys />}
    </Revocations>
  );
}

function NoKeys() {
  return (
    <Card aria-label="No keys" className="p-8 text-center text-muted-foreground text-sm">
      You have no API keys yet.
    </Card>
  );
}

function Keys({ keys, ...rest }: KeyListProps) {
  return (
    <ul aria-label="API keys" className="space-y-3">
      {keys.map((key) => (
        <li key={key.id}>
          <KeyCard listed={key} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function KeyCard({
  listed,
  models: offered,
  timeZone,
  now,
}: Omit<KeyListProps, 'keys'> & { listed: ListedKey }) {
  const { id, name, masked, expiresAt, oldSecretUntil, models, spendLimitPico } = listed;
  const hasExpired = expiresAt !== null && expiresAt <= now;
  return (
    <Card aria-labelledby={`key-${id}`} className="p-4 md:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 id={`key-${id}`} className="truncate font-medium text-sm">
            {name}
          </h2>
          <p className="mt-1 font-mono text-muted-foreground text-xs">{masked}</p>
        </div>
        <div className="flex gap-2">
          <EditKey
            id={id}
            name={name}
            spendLimit={spendLimitPico === null ? undefined : usdDecimal(spendLimitPico)}
            models={models ?? undefined}
            offered={offered}
          />
          {!hasExpired && <ReplaceKey id={id} name={name} />}
          <RevokeKey id={id} name={name} />
        </div>
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 text-xs sm:grid-cols-4">
        <Fact name="Created">
          <Day at={listed.createdAt} timeZone={timeZone} />
        </Fact>
        <Fact name="Last call">
          {listed.lastUsedAt ? <Day at={listed.lastUsedAt} timeZone={timeZone} /> : 'never'}
        </Fact>
        <Fact name={hasExpired ? 'Expired' : 'Expires'}>
          {expiresAt ? <Instant at={expiresAt} timeZone={timeZone} /> : 'never'}
        </Fact>
        <Fact name="Used this month">{usedWords(listed)}</Fact>
        {models && <Fact name="Models">{models.join(', ')}</Fact>}
        {oldSecretUntil && (
          <Fact name="Old key works until">
            <Instant at={oldSecretUntil} timeZone={timeZone} />
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function usedWords({ usedPico, spendLimitPico }: ListedKey): string {
  if (spendLimitPico === null) return formatUsd(usedPico);
  return `${formatUsed(usedPico, spendLimitPico)} of ${formatUsd(spendLimitPico)}`;
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="mt-0.5 break-words tabular-nums">{children}</dd>
    </div>
  );
}

interface TimeProps {
  at: Date;
  timeZone: string;
}

function Day({ at, timeZone }: TimeProps) {
  return <time dateTime={at.toISOString()}>{formatDay(at, timeZone)}</time>;
}

/** For what ends: it may be within the hour. */
function Instant({ at, timeZone }: TimeProps) {
  return <time dateTime={at.toISOString()}>{formatInstantInFull(at, timeZone)}</time>;
}
