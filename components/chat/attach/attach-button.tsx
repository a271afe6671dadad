import { Paperclip } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { ModelChoice } from '@/lib/models';
import { attachWords } from './attached';

/** Opens the browser's file dialog. */
export function AttachButton({ model, onFiles }: { model: ModelChoice; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);

  function choose(event: ChangeEvent<HTMLInputElement>) {
    onFiles([...(event.target.files ?? [])]);
    // So that the same file can be chosen again.
    event.target.value = '';
  }

  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Attach files"
        title={attachWords(model)}
        className="rounded-full"
        onClick={() => input.current?.click()}
      >
        <Paperclip aria-hidden />
      </Button>
      <input ref={input} type="file" multiple hidden accept={ACCEPTED} onChange={choose} />
    </>
  );
}

/**
 * A help for the file dialog only; what a file is shows when it is read. With the image types named, phones turn photos
 * of other formats into one of them.
 */
const ACCEPTED = [
  'image/png,image/jpeg,image/webp,image/gif,application/pdf,text/*,application/json,application/xml',
  '.txt,.md,.csv,.tsv,.json,.jsonl,.yaml,.yml,.toml,.ini,.xml,.html,.css,.svg,.log,.tex,.sql,.sh,.ps1',
  '.js,.mjs,.jsx,.ts,.tsx,.vue,.svelte,.py,.ipynb,.rb,.php,.java,.kt,.swift,.c,.h,.cpp,.hpp,.cs,.go,.rs,.lua,.r',
].join();
