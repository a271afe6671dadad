import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';

interface Props {
  /** A known password, or one that is made up now: password managers fill in the one and suggest the other. */
  autoComplete: 'current-password' | 'new-password';
}

/** A password, and of a new one the rule. */
export function PasswordField({ autoComplete }: Props) {
  const isNew = autoComplete === 'new-password';
  return (
    <div className="grid gap-1.5">
      <Label htmlFor="password">Password</Label>
      <Input
        id="password"
        name="password"
        type="password"
        autoComplete={autoComplete}
        required
        aria-describedby={isNew ? 'password-rule' : undefined}
      />
      {isNew && (
        <p id="password-rule" className="text-muted-foreground text-sm">
          At least 8 characters.
        </p>
      )}
    </div>
  );
}
