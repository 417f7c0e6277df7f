interface When {
  readonly field: string;
  readonly is: readonly string[];
}

/**
 * What a form asks only after certain answers (`data-shown-when`) is shown when they are given. Without script everything is
 * shown, with a line that says when to answer it (`data-shown-note`).
 */
export function shownWhen(): void {
  for (const form of document.querySelectorAll('form')) {
    const parts = [...form.querySelectorAll<HTMLElement>('[data-shown-when]')];
    if (parts.length === 0) continue;
    for (const note of form.querySelectorAll<HTMLElement>('[data-shown-note]')) note.hidden = true;
    // In the order of the page: what depends on something that is not shown is not shown either.
    const show = () => {
      for (const part of parts)
        part.hidden = !JSON.parse(part.dataset.shownWhen ?? '[]').every((when: When) => holds(form, when));
    };
    form.addEventListener('change', show);
    show();
  }
}

function holds(form: HTMLFormElement, { field, is }: When): boolean {
  return [...form.querySelectorAll<HTMLInputElement>('input:checked')].some(
    (input) =>
      input.name === field && is.includes(input.value) && input.closest('[data-shown-when][hidden]') === null,
  );
}
