// A person tells which column is which, with the first rows of the file before the eyes.
import { useSignal } from '@preact/signals';
import type { Preview } from '../engine/protocol';
import {
  COLUMN_ROLES,
  guessedRoles,
  headerRow,
  isComplete,
  type Roles,
  rowNaming,
} from '../format/column_roles';
import { analyst } from '../state/page_analyst';

const ROWS_SHOWN = 6;

interface Props {
  readonly preview: Preview;
  /** Those that the file was read by; {} when nobody told any. */
  readonly told: Roles;
}

export function ColumnMapping({ preview, told }: Props) {
  // Columns that were told for another file have no say in this one.
  const toldRow = rowNaming(preview, told);
  const at = useSignal(toldRow < 0 ? headerRow(preview) : toldRow);
  const roles = useSignal<Roles>(toldRow < 0 ? {} : told);
  const header = preview[at.value] ?? [];
  const columns = Object.keys(roles.value).length > 0 ? roles.value : guessedRoles(header);
  // Of columns with one name only the first can be meant.
  const names = [...new Set(header)].filter((name) => name !== '');
  const rows = preview.slice(at.value + 1, at.value + 1 + ROWS_SHOWN);
  return (
    <section class="mapping" aria-labelledby="mapping-title">
      <h2 id="mapping-title">Tell which column is which</h2>
      {preview.length > 1 && (
        <label>
          Names of the columns stand in{' '}
          <select
            value={at.value}
            onChange={({ currentTarget }) => {
              at.value = Number(currentTarget.value);
              roles.value = {};
            }}
          >
            {preview.map((row, index) => (
              <option key={index} value={index}>
                {`row ${index + 1}: ${row.slice(0, 3).join(', ')}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="mapping-roles">
        {COLUMN_ROLES.map(({ role, label, isNeeded }) => (
          <label key={role}>
            {label}
            {isNeeded ? ' (needed)' : ''}{' '}
            <select
              value={columns[role] ?? ''}
              onChange={({ currentTarget }) => {
                roles.value = changed(columns, role, currentTarget.value);
              }}
            >
              <option value="">—</option>
              {names.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <section class="scroll-frame" aria-label="First rows of the file" tabIndex={0}>
        <table>
          <caption class="unseen">First rows of the file</caption>
          <thead>
            <tr>
              {header.map((name, column) => (
                <th key={column} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {header.map((_, column) => (
                  <td key={column}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button
        type="button"
        class="button primary"
        disabled={!isComplete(columns)}
        onClick={() => void analyst.useColumns(columns)}
      >
        Read it so
      </button>{' '}
      <span class="cost-reason">
        Remembered in this browser for files with the same header, as positions of columns.
      </span>
    </section>
  );
}

function changed(columns: Roles, role: string, name: string): Roles {
  const others = Object.entries(columns).filter(([one]) => one !== role);
  return Object.fromEntries(name === '' ? others : [...others, [role, name]]);
}
