import { fileTypeFromBuffer } from 'file-type';

/** What an attachment is by its first bytes, whatever it calls itself. */
export interface ContentType {
  readonly mediaType: string;
  /** It does not call itself what it is: a picture that is a program. */
  readonly otherThanSaid: boolean;
  /** It can do something on the machine of whoever opens it: never handed out. */
  readonly dangerous: boolean;
}

/** Types that the first bytes tell of; what calls itself one of them and has other bytes is not it. */
const TOLD_BY_BYTES =
  /^(image\/(?!svg)|audio\/|video\/|application\/(pdf|zip|gzip|x-7z|vnd\.openxmlformats|vnd\.oasis))/;

/** Programs, and files that start one. Office files with macros are among them. */
const PROGRAMS = new Set([
  'application/x-msdownload',
  'application/vnd.microsoft.portable-executable',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-msi',
  'application/java-archive',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/x-ms-shortcut',
  'application/x.ms.shortcut',
  'application/x-deb',
  'application/x-rpm',
  'application/x-apple-diskimage',
  'application/x-iso9660-image',
  'application/vnd.ms-cab-compressed',
  'application/x-shockwave-flash',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
  'application/wasm',
]);
const STARTS_A_PROGRAM =
  /\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|wsc|hta|msi|msp|jar|lnk|reg|cpl|dll|sys|iso|img|vhd|vhdx|chm|apk|app|dmg|pkg|deb|rpm|sh|desktop|url|scf|inf|gadget|application|appref-ms|settingcontent-ms|library-ms|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|sldm|one)$/i;

/** `said`: the type that the mail gives it; `name`: already cleaned. */
export async function contentType(
  bytes: Uint8Array,
  { name, said }: { readonly name: string; readonly said: string },
): Promise<ContentType> {
  const found =
    bytes.length === 0 ? undefined : (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  const named = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,100}$/.test(said) ? said : 'application/octet-stream';
  // An Office file of before 2007 is a kind of container: only its name says which.
  const container = found === 'application/x-cfb';
  const mediaType =
    container && /^application\/(msword|vnd\.ms-)/.test(named) ? named : (found ?? plainOf(bytes, named));
  const html = /^\s*<(!doctype html|html|head|body|script|svg|\?xml)/i.test(latin1(bytes, 300));
  const shown = found === undefined && html && !/xml|html|svg/.test(named) ? 'text/html' : mediaType;
  return {
    mediaType: shown,
    otherThanSaid: TOLD_BY_BYTES.test(named) && !alike(named, shown),
    dangerous:
      PROGRAMS.has(shown) ||
      PROGRAMS.has(named) ||
      STARTS_A_PROGRAM.test(name) ||
      /macroenabled/i.test(`${shown} ${named}`) ||
      latin1(bytes, 2) === '#!' ||
      (latin1(bytes, 2) === 'MZ' && found !== undefined && PROGRAMS.has(found)),
  };
}

/** What calls itself a type that its bytes would show, and does not, is only bytes. */
function plainOf(bytes: Uint8Array, named: string): string {
  return TOLD_BY_BYTES.test(named) && bytes.length > 0 ? 'application/octet-stream' : named;
}

function alike(a: string, b: string): boolean {
  const same = (type: string) =>
    type.replace('/x-', '/').replace('image/jpg', 'image/jpeg').replace('image/pjpeg', 'image/jpeg');
  if (same(a) === same(b)) return true;
  // Office files are zip files, and some programs say so.
  return (
    (/zip/.test(a) && /openxml|oasis/.test(b)) ||
    (/openxml|oasis/.test(a) && /openxml|oasis|zip/.test(b)) ||
    (a.split('/')[0] === b.split('/')[0] && /^(audio|video)\//.test(a))
  );
}

function latin1(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
