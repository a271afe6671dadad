'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { makeKey } from '@/app/settings/api-keys/actions';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';
import { KeyDialog } from './key-dialog';

/** Makes a key, and shows it once. */
export function NewKey({ models }: { models: string[] }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New key
      </Button>
      {open && (
        <KeyDialog title="New API key" action={makeKey} submit="Create the key" onClose={close}>
          <div className="space-y-1.5">
            <Label htmlFor="key-name">Name</Label>
            <Input
              id="key-name"
              name="name"
              required
              maxLength={100}
              placeholder="My server"
              autoComplete="off"
            />
          </div>
          <div className="space-y-1.5">
            <Label htmlFor="key-expiry">Expires</Label>
            <Select id="key-expiry" name="expiresInDays" defaultValue="">
              <option value="">never</option>
              <option value="30">in 30 days</option>
              <option value="90">in 90 days</option>
              <option value="365">in a year</option>
            </Select>
          </div>
          <div className="space-y-1.5">
            <Label htmlFor="key-limit">Limit per month, in US dollars</Label>
            <Input id="key-limit" name="spendLimit" inputMode="decimal" placeholder="what your plan allows" />
          </div>
          <ModelChoice models={models} />
        </KeyDialog>
      )}
    </>
  );
}

/** None chosen: all. */
function ModelChoice({ models }: { models: string[] }) {
  if (models.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">Only for certain models</summary>
      <fieldset className="mt-2 max-h-40 space-y-1.5 overflow-y-auto">
        <legend className="sr-only">Models</legend>
        {models.map((id) => (
          <label key={id} className="flex items-center gap-2">
            <input type="checkbox" name="models" value={id} className="accent-primary" />
            <span className="truncate">{id}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
