import type { ReactNode } from 'react';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';

interface KeyFieldsProps {
  name?: string;
  /** In US dollars, as it is typed; left out: none. */
  spendLimit?: string;
  /** The ids of those that it may call; left out: all. */
  models?: string[];
  /** The ids of all there are to choose from. */
  offered: string[];
  /** When it may expire, beside so many days from now. */
  expiry: ReactNode;
}

/** What somebody says of a key, new or changed. */
export function KeyFields({ name, spendLimit, models = [], offered, expiry }: KeyFieldsProps) {
  return (
    <>
      <div className="space-y-1.5">
        <Label htmlFor="key-name">Name</Label>
        <Input
          id="key-name"
          name="name"
          required
          maxLength={100}
          placeholder="My server"
          defaultValue={name}
          autoComplete="off"
        />
      </div>
      <div className="space-y-1.5">
        <Label htmlFor="key-expiry">Expires</Label>
        <Select id="key-expiry" name="expiresInDays">
          {expiry}
          <option value="30">in 30 days</option>
          <option value="90">in 90 days</option>
          <option value="365">in a year</option>
        </Select>
      </div>
      <div className="space-y-1.5">
        <Label htmlFor="key-limit">Limit per month, in US dollars</Label>
        <Input
          id="key-limit"
          name="spendLimit"
          inputMode="decimal"
          placeholder="what your plan allows"
          defaultValue={spendLimit}
        />
      </div>
      <ModelChoice chosen={models} offered={offered} />
    </>
  );
}

/** None chosen: all. One that was chosen and is no longer there, or can't be asked for, stays to choose. */
function ModelChoice({ chosen, offered }: { chosen: string[]; offered: string[] }) {
  const models = [...new Set([...offered, ...chosen])];
  if (models.length === 0) return null;
  return (
    <details open={chosen.length > 0} className="text-sm">
      <summary className="cursor-pointer font-medium">Only for certain models</summary>
      <fieldset className="mt-2 max-h-40 space-y-1.5 overflow-y-auto">
        <legend className="text-muted-foreground">With none chosen, all of them.</legend>
        {models.map((id) => (
          <label key={id} className="flex items-center gap-2">
            <input
              type="checkbox"
              name="models"
              value={id}
              defaultChecked={chosen.includes(id)}
              className="accent-primary"
            />
            <span className="truncate">{id}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
