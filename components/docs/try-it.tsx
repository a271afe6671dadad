'use client';

import { type FormEvent, useState } from 'react';
import { FormError } from '@/components/auth/form-error';
import { Select } from '@/components/settings/api-keys/select';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { API_KEY_VARIABLE } from '@/lib/product';
import { SnippetBlock } from './snippet-block';
import { type Tried, tryCall } from './try-call';

const UNREACHABLE = 'The API could not be reached. Check your connection, then try again.';

/** Sends a call with a key of one's own, and shows what came of it. */
export function TryIt({ baseUrl, models }: { baseUrl: string; models: string[] }) {
  const [model, setModel] = useState(models[0] ?? '');
  const [message, setMessage] = useState('What is a token?');
  const [key, setKey] = useState('');
  const [tried, setTried] = useState<Tried>();
  const [isCalling, setIsCalling] = useState(false);

  async function call(event: FormEvent) {
    event.preventDefault();
    // The button keeps its focus meanwhile, and so can be pressed.
    if (isCalling) return;
    setIsCalling(true);
    setTried(
      await tryCall({ key: key.trim(), model, message }).catch(
        (): Tried => ({ ok: false, message: UNREACHABLE }),
      ),
    );
    setIsCalling(false);
  }

  return (
    <form onSubmit={call} className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="space-y-1.5">
          <Label htmlFor="try-key">Your key</Label>
          <Input
            id="try-key"
            type="password"
            required
            autoComplete="off"
            placeholder="tt_live_…"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
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
      <SnippetBlock title="The call" code={curl(baseUrl, model, message)} />
      <Button type="submit" aria-disabled={isCalling}>
        {isCalling ? 'Waiting for the reply…' : 'Send it'}
      </Button>
      {tried && <Outcome tried={tried} />}
    </form>
  );
}

function Outcome({ tried }: { tried: Tried }) {
  if (!tried.ok) return <FormError>{tried.message}</FormError>;
  const { reply, tokens, costUsd } = tried;
  return (
    <div role="status" className="rounded-lg border bg-card p-4 text-sm">
      <p className="whitespace-pre-wrap leading-relaxed">{reply}</p>
      <p className="mt-3 text-muted-foreground text-xs tabular-nums">
        {tokens && `${tokens.prompt} in · ${tokens.completion} out · `}
        {costUsd === null ? 'unpriced' : `$${costUsd}`}
      </p>
    </div>
  );
}

function curl(baseUrl: string, model: string, message: string): string {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: message }] });
  return `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $${API_KEY_VARIABLE}" \\
  -H "Content-Type: application/json" \\
  -d '${body.replaceAll("'", "'\\''")}'`;
}
