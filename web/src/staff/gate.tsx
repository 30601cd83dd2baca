import type { ComponentChildren } from "preact";
import type { Staff, StaffRole } from "../api/schema";
import { Button, Confirm, Empty, Toasts } from "../look";
import { Login } from "./login";
import { logout, session } from "./session";

export interface StaffGateProps {
  /** Who may use this page. */
  roles: StaffRole[];
  title: string;
  children: (staff: Staff) => ComponentChildren;
}

/** Shows the page to those who may see it, the name tiles to everybody else. */
export function StaffGate({ roles, title, children }: StaffGateProps) {
  const staff = session.value?.staff;
  return (
    <>
      {!staff ? (
        <Login roles={roles} title={title} />
      ) : !roles.includes(staff.role) ? (
        <Empty
          icon="people"
          title={`This page is not for you, ${staff.name}`}
          action={<Button onClick={logout}>Sign in as someone else</Button>}
        />
      ) : (
        children(staff)
      )}
      <Confirm />
      <Toasts />
    </>
  );
}
