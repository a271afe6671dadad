'use client';

import { useEffect, useState } from 'react';
import { AnswerError } from '@/components/ui/answer-error';
import { useFormAction } from '@/components/ui/use-form-action';
import { useInBrowser } from '@/components/ui/use-in-browser';
import type { FormAction, FormState } from '@/lib/form-state';
import { cn } from '@/lib/utils';

interface ZoneSwitchProps {
  timeZone: string;
  /** Of the view that the page shows: why a zone could not be chosen goes with it. */
  href: string;
  /** Remembers the zone in the form's field `tz`, and shows the view in it. */
  choose: FormAction;
}

/** Chooses the zone for times and days: UTC, or the browser's. Why it can't is said below the page's head. */
export function ZoneSwitch({ timeZone, href, choose }: ZoneSwitchProps) {
  const [state, send] = useFormAction(choose);
  const isUtc = timeZone === 'UTC';
  // The server doesn't know the browser's; one that was chosen before most likely is it.
  const local = useInBrowser(browserZone, () => (isUtc ? undefined : timeZone));
  return (
    <form action={send} aria-label="Time zone" className="flex min-w-0 items-center gap-2 text-sm">
      {!isUtc && (
        <span
          className={cn(
            'max-w-[25vw] truncate text-muted-foreground text-xs sm:max-w-none',
            // On a phone the pressed button says enough, where one is pressed.
            timeZone === local && 'max-sm:sr-only',
          )}
        >
          {timeZone.replaceAll('_', ' ')}
        </span>
      )}
      <span className="flex shrink-0 rounded-md bg-muted p-0.5">
        <ZoneButton label="UTC" zone="UTC" chosen={isUtc} />
        {/* A colleague's link may be in a zone that is neither. */}
        <ZoneButton label="Local time" zone={local} chosen={!isUtc && timeZone === local} />
      </span>
      <Refusal key={href} answer={state} />
    </form>
  );
}

/** Lies over the page, so it goes at the next press, wherever that is, and by Escape. */
function Refusal({ answer }: { answer: FormState }) {
  // The answer that was put away, or was given on the view before.
  const [past, setPast] = useState(answer);
  const isShown = answer.error !== undefined && answer !== past;
  useEffect(() => {
    if (!isShown) return;
    const putAway = () => setPast(answer);
    const listen = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') putAway();
    };
    addEventListener('pointerdown', putAway);
    addEventListener('keydown', listen);
    return () => {
      removeEventListener('pointerdown', putAway);
      removeEventListener('keydown', listen);
    };
  }, [answer, isShown]);
  return (
    <div className="absolute top-full right-3 w-max max-w-[min(24rem,calc(100vw-1.5rem))] rounded-md bg-card md:right-6">
      {isShown && <AnswerError answer={answer} />}
    </div>
  );
}

interface ZoneButtonProps {
  label: string;
  /** Not known before the page is alive: then it can't be chosen yet. */
  zone: string | undefined;
  chosen: boolean;
}

function ZoneButton({ label, zone, chosen }: ZoneButtonProps) {
  return (
    <button
      type="submit"
      name="tz"
      value={zone}
      disabled={zone === undefined}
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
