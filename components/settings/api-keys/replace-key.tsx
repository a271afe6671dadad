'use client';

import { useState } from 'react';
import { replaceKey } from '@/app/settings/api-keys/actions';
import { Button } from '@/components/ui/button';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';
import type { FormAction } from '@/lib/form-state';
import { KeyDialog } from './key-dialog';
import { useOnRevoked } from './revocations';

/** Gives a key a new secret; the old one works for as long as the person says. */
export function ReplaceKey({ id, name }: { id: string; name: string }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const onRevoked = useOnRevoked();
  const replace: FormAction<string> = async (before, form) => {
    const answer = await replaceKey(before, form);
    // One that was revoked meanwhile leaves the list with this answer, and takes the dialog and what that says along.
    if (answer.error !== undefined) onRevoked({ id, name });
    return answer;
  };
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)} aria-label={`Replace ${name}`}>
        Replace
      </Button>
      {open && (
        <KeyDialog title={`Replace “${name}”`} action={replace} submit="Make the new key" onClose={close}>
          <input type="hidden" name="id" value={id} />
          <p className="text-muted-foreground text-sm leading-relaxed">
            You get a new key with the same limits. The old one works for as long as you say, so that you can
            change your programs over.
          </p>
          <div className="space-y-1.5">
            <Label htmlFor={`overlap-${id}`}>The old key works for</Label>
            <Select id={`overlap-${id}`} name="overlapSeconds" defaultValue="86400">
              <option value="0">no longer</option>
              <option value="3600">another hour</option>
              <option value="86400">another day</option>
              <option value="604800">another week</option>
            </Select>
          </div>
        </KeyDialog>
      )}
    </>
  );
}
