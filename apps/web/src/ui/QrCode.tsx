import { encode } from 'uqr';

interface Props {
  text: string;
  /** The accessible name. */
  label: string;
}

/** Light modules around the code; scanners need them to find it. */
const QUIET_ZONE_MODULES = 2;

/** A longer text makes a code that cameras cannot read and that takes tens of milliseconds; 2,953 bytes are the format's end. */
const MAX_CHARACTERS = 500;

/** A QR code as one SVG path: a unit square for each dark module. Draws nothing for a text of more than 500 characters. */
export function QrCode({ text, label }: Props) {
  if (text.length > MAX_CHARACTERS) return null;
  const { data, size } = encode(text, { border: QUIET_ZONE_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
