// A form with `data-silent` is sent without the page being left: what is being written stays. Its button may have a key
// (`data-twice`) that presses it when it is pressed twice in a row, wherever one is, also while typing.

/** How soon the second press follows the first, in milliseconds. */
const SOON = 1500;

export function silently(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.silent === undefined) return;
    event.preventDefault();
    const plainly = () => HTMLFormElement.prototype.submit.call(form);
    fetch(form.action, { method: 'POST', body: new FormData(form), headers: { 'x-silent': '1' } }).then(
      (answer) => {
        // The session has ended, or something else is in the way: the page that says so.
        if (!answer.ok || answer.redirected) plainly();
        else document.dispatchEvent(new Event('ask-again'));
      },
      plainly,
    );
  });
  let last = { key: '', at: 0 };
  document.addEventListener('keydown', (event) => {
    const button = document.querySelector<HTMLButtonElement>(`button[data-twice="${CSS.escape(event.key)}"]`);
    if (!button || event.repeat) return;
    event.preventDefault();
    const twice = last.key === event.key && event.timeStamp - last.at < SOON;
    last = twice ? { key: '', at: 0 } : { key: event.key, at: event.timeStamp };
    if (twice) button.form?.requestSubmit(button);
  });
}
