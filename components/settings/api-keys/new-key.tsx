'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { makeKey } from '@/app/settings/api-keys/actions';
import { Button } from '@/components/ui/button';
import { KeyDialog } from './key-dialog';
import { KeyFields } from './key-fields';

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
          <KeyFields offered={models} expiry={<option value="">never</option>} />
        </KeyDialog>
      )}
    </>
  );
}
