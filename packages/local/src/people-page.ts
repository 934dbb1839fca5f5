import { people } from './people.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The page on which one chooses who to be: one button a person and a field for anybody else. */
export function peoplePage(action: string, message?: string): string {
  const buttons = people
    .map(
      ({ sub, name, does }) =>
        `<button name="sub" value="${escaped(sub)}"><strong>${escaped(name)}</strong> ${escaped(does)}</button>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who are you?</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 0 auto; padding: 1.5rem; color: #1b1b1b; background: #fbfaf7; }
form { display: grid; gap: 0.75rem; margin: 0 0 1.5rem; }
button, input { font: inherit; min-height: 3.25rem; padding: 0.5rem 1rem; border: 1px solid #6b6455; border-radius: 0.5rem; background: #fff; text-align: left; }
button:focus-visible, input:focus-visible { outline: 3px solid #1d5fbf; outline-offset: 2px; }
p.wrong { color: #a3170f; }
</style>
</head>
<body>
<h1>Who are you?</h1>
<p>On this machine you may be anyone. Nobody asks for a password.</p>
${message === undefined ? '' : `<p class="wrong" role="alert">${escaped(message)}</p>`}
<form method="post" action="${escaped(action)}">
${buttons}
</form>
<form method="post" action="${escaped(action)}">
<label for="name">Someone else</label>
<input id="name" name="name" maxlength="40" autocomplete="off" required>
<button>Continue</button>
</form>
</body>
</html>
`;
}
