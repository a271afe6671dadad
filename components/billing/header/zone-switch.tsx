'use client';

import { useSyncExternalStore } from 'react';

interface ZoneSwitchProps {
  timeZone: string;
  /** Remembers the zone in the form's field `tz`, and shows the view in it. */
  choose: (form: FormData) => Promise<void>;
}

/** Chooses the zone for times and days: UTC, or the browser's. */
export function ZoneSwitch({ timeZone, choose }: ZoneSwitchProps) {
  const local = useSyncExternalStore(noChanges, browserZone, () => timeZone);
  const isUtc = timeZone === 'UTC';
  return (
    <form action={choose} aria-label="Time zone" className="flex items-center gap-2 text-sm">
      {!isUtc && (
        <span className="hidden text-muted-foreground text-xs sm:inline">
          {timeZone.replaceAll('_', ' ')}
        </span>
      )}
      <span className="flex rounded-md bg-muted p-0.5">
        <ZoneButton label="UTC" zone="UTC" chosen={isUtc} />
        {/* A colleague's link may be in a zone that is neither. */}
        <ZoneButton label="Local time" zone={local} chosen={!isUtc && timeZone === local} />
      </span>
    </form>
  );
}

function ZoneButton({ label, zone, chosen }: { label: string; zone: string; chosen: boolean }) {
  return (
    <button
      type="submit"
      name="tz"
      value={zone}
      aria-pressed={chosen}
      className="cursor-pointer rounded-sm px-2.5 py-1 text-muted-foreground leading-5 transition-colors hover:text-foreground aria-pressed:bg-card aria-pressed:text-foreground aria-pressed:shadow-xs"
    >
      {label}
    </button>
  );
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function noChanges(): () => void {
  return () => {};
}
