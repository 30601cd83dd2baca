import type { Staff } from "../api/schema";
import { Button, Empty } from "../look";
import { logout } from "../staff/session";

export function Kitchen({ staff }: { staff: Staff }) {
  return (
    <Empty
      title={`Signed in as ${staff.name}`}
      action={<Button onClick={logout}>Sign out</Button>}
    />
  );
}
