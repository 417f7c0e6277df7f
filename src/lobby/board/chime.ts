/** Samples a second. */
const RATE = 22_050;
const SECONDS = 1.4;
/** Two tones after each other, a third apart: heard in a room with many voices, and nothing that startles. Hertz. */
const TONES = [
  { from: 0, hertz: 659.26 },
  { from: 0.38, hertz: 523.25 },
] as const;

/** The chime of the board, as a WAV file of 16 bits, one channel. */
export function chimeWav(): Uint8Array {
  const samples = Math.round(RATE * SECONDS);
  const file = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at: number, letters: string) => {
    for (let i = 0; i < letters.length; i++) file.setUint8(at + i, letters.charCodeAt(i));
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + samples * 2, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i++) {
    const value = TONES.reduce((sum, { from, hertz }) => sum + tone(i / RATE - from, hertz), 0);
    file.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, value)) * 32_767), true);
  }
  return new Uint8Array(file.buffer);
}

/** A struck tone with two overtones, `at` seconds after it was struck. */
function tone(at: number, hertz: number): number {
  if (at < 0) return 0;
  const wave = (times: number) => Math.sin(2 * Math.PI * hertz * times * at);
  // A hundredth of a second to begin in, so that it does not click.
  return 0.5 * Math.min(1, at / 0.01) * Math.exp(-4 * at) * (wave(1) + 0.3 * wave(2) + 0.1 * wave(3));
}
