import { PICTURES, pictureUrl, pictureWord } from "./pictures";

/** A dish's illustration, or an empty plate of the same size. */
export function Picture({ of, size = 44 }: { of: string; size?: number }) {
  if (!of) return <span class="no-picture" style={{ width: `${size}px`, height: `${size}px` }} />;
  return <img src={pictureUrl(of)} alt="" width={size} height={size} loading="lazy" />;
}

export interface PicturePickerProps {
  value: string;
  onChange: (key: string) => void;
}

export function PicturePicker({ value, onChange }: PicturePickerProps) {
  const known = (PICTURES as readonly string[]).includes(value);
  // One that was imported under another name stays choosable.
  const keys = value && !known ? [value, ...PICTURES] : PICTURES;
  return (
    <fieldset class="field">
      <legend class="label">Picture</legend>
      <div class="pictures" data-testid="pictures">
        {["", ...keys].map((key) => (
          <label key={key} class="picture-option">
            <input
              type="radio"
              name="picture"
              value={key}
              checked={value === key}
              onChange={() => onChange(key)}
            />
            <Picture of={key} size={52} />
            <span class="small">{key ? pictureWord(key) : "None"}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
