'use client';

import { useState } from 'react';
import { editKey } from '@/app/settings/api-keys/actions';
import { Button } from '@/components/ui/button';
import type { FormAction } from '@/lib/form-state';
import { KeyDialog } from './key-dialog';
import { KeyFields } from './key-fields';
import { useOnRevoked } from './revocations';

export interface EditKeyProps {
  id: string;
  name: string;
  /** In US dollars; left out: none. */
  spendLimit?: string;
  /** The ids of those that it may call; left out: all. */
  models?: string[];
  /** The ids of all there are to choose from. */
  offered: string[];
}

/** Changes a key, whose secret stays as it is. */
export function EditKey({ id, ...key }: EditKeyProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const onRevoked = useOnRevoked();
  const edit: FormAction<string> = async (_, form) => {
    const { error } = await editKey({}, form);
    // One that was revoked meanwhile leaves the list with this answer, and takes the dialog and what that says along.
    if (error !== undefined) onRevoked({ id, name: key.name });
    else close();
    return { error };
  };
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)} aria-label={`Edit ${key.name}`}>
        Edit
      </Button>
      {open && (
        <KeyDialog title={`Edit “${key.name}”`} action={edit} submit="Save" onClose={close}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="shownName" value={key.name} />
          <input type="hidden" name="shownSpendLimit" value={key.spendLimit ?? ''} />
          {key.models?.map((model) => (
            <input key={model} type="hidden" name="shownModels" value={model} />
          ))}
          <KeyFields
            {...key}
            expiry={
              <>
                <option value="unchanged">as it is</option>
                <option value="">never</option>
              </>
            }
          />
        </KeyDialog>
      )}
    </>
  );
}
