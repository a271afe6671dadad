import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { LONGEST_NAME } from '@/lib/chats/message';

/** Asks for another title. */
export default function RenameDialog({
  title,
  onRename,
  onClose,
}: {
  title: string;
  onRename: (title: string) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(title);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== '' && name.trim() !== title) onRename(name.trim());
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title="Rename this chat">
      <form onSubmit={submit} className="mt-4 grid gap-4">
        <Input
          aria-label="Title"
          dir="auto"
          value={name}
          maxLength={LONGEST_NAME}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <div className="flex justify-end gap-2">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Rename</Button>
        </div>
      </form>
    </Dialog>
  );
}
