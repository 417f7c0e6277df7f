/** This very machine, however its name is written: a URL's hostname is normal already (127.1 is 127.0.0.1). */
function isHere(hostname: string): boolean {
  return (
    /^(.+\.)?localhost\.?$/.test(hostname) ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
    ['0.0.0.0', '[::]', '[::1]'].includes(hostname) ||
    /^\[::ffff:7f/.test(hostname)
  );
}

/**
 * Whether to send to an address that an authority gave: https, where a certificate says who answers. To this machine, where what is
 * for its own programs listens, only from an installation that people reach nowhere else (`origin`): somebody tries it.
 */
export function maySendTo(address: string, origin: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  return isHere(url.hostname) ? isHere(new URL(origin).hostname) : url.protocol === 'https:';
}
