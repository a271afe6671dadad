'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';
import { SnippetBlock } from './snippet-block';
import { curlCall } from './snippets';
import { type Tried, tryCall } from './try-call';

const UNREACHABLE = 'The API could not be reached. Check your connection, then try again.';

/** Sends a call with a key of one's own, and shows what came of it. */
export function TryIt({ baseUrl, models }: { baseUrl: string; models: string[] }) {
  const [model, setModel] = useState(models[0] ?? '');
  const [message, setMessage] = useState('What is a token?');
  // Read when it is sent: React writes the value that it controls into the page's HTML.
  const key = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState<Tried>();
  const [answers, setAnswers] = useState(0);
  const [isCalling, setIsCalling] = useState(false);
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: message }] });

  async function call(event: FormEvent) {
    event.preventDefault();
    // The button keeps its focus meanwhile, and so can be pressed.
    if (isCalling) return;
    setIsCalling(true);
    setTried(
      await tryCall({ key: key.current?.value.trim() ?? '', model, message }).catch(
        (): Tried => ({ ok: false, message: UNREACHABLE }),
      ),
    );
    setAnswers((before) => before + 1);
    setIsCalling(false);
  }

  return (
    <form onSubmit={call} className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="space-y-1.5">
          <Label htmlFor="try-key">Your key</Label>
          <Input ref={key} id="try-key" type="password" required autoComplete="off" placeholder="tt_live_…" />
        </div>
        <div className="space-y-1.5">
          <Label htmlFor="try-model">Model</Label>
          <Select id="try-model" value={model} onChange={(event) => setModel(event.target.value)}>
            {models.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </Select>
        </div>
      </div>
      <div className="space-y-1.5">
        <Label htmlFor="try-message">Message</Label>
        <Input
          id="try-message"
          required
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      </div>
      <SnippetBlock title="The call" code={curlCall(baseUrl, body)} />
      <div>
        <Button type="submit" aria-disabled={isCalling}>
          {isCalling ? 'Waiting for the reply…' : 'Send it'}
        </Button>
        {/* It is there before there is a reply: what comes into the page with its words is often not read out. */}
        <div role="status">{tried?.ok && <Reply key={answers} {...tried} />}</div>
      </div>
      {/* What was there before with the same words would not be read out again. */}
      {tried && !tried.ok && <FormError key={answers}>{tried.message}</FormError>}
    </form>
  );
}

function Reply({ reply, tokens, costUsd }: Extract<Tried, { ok: true }>) {
  return (
    <div className="mt-4 rounded-lg border bg-card p-4 text-sm">
      <p className="whitespace-pre-wrap leading-relaxed">{reply}</p>
      <p className="mt-3 text-muted-foreground text-xs tabular-nums">
        {tokens && `${tokens.prompt} in · ${tokens.completion} out · `}
        {costUsd === null ? 'unpriced' : `$${costUsd}`}
      </p>
    </div>
  );
}
