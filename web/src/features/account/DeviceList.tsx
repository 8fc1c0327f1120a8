import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SignedInDevice } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { LoadingRows } from "../../ui/LoadingRows";
import { ProblemNotice } from "../../ui/ProblemNotice";
import classes from "./DeviceList.module.css";
import { deviceName } from "./deviceName";
import { devicesQuery, useRevokeDevice } from "./devices";

export function DeviceList() {
  const devices = useQuery(devicesQuery);
  if (devices.isPending) {
    return <LoadingRows label="Loading your devices" rows={2} />;
  }
  if (devices.data === undefined) {
    return (
      <ProblemNotice
        title="Your devices could not be loaded"
        error={devices.error}
        onRetry={() => devices.refetch()}
      />
    );
  }
  return (
    <ul className={classes.list}>
      {devices.data.map((device) => (
        <Device key={device.id} device={device} />
      ))}
    </ul>
  );
}

function Device({ device }: { device: SignedInDevice }) {
  const revoke = useRevokeDevice();
  const name = deviceName(device.userAgent);
  return (
    <li className={classes.device}>
      <Icon name="device" size={22} />
      <div className={classes.words}>
        <div className={classes.name}>{name}</div>
        <div className={classes.times}>
          {device.current ? "This device" : `Last used ${moment(device.lastSeenAt)}`} · signed in{" "}
          {moment(device.createdAt)}
        </div>
      </div>
      {!device.current && (
        <Button
          variant="default"
          size="xs"
          loading={revoke.isPending}
          aria-label={`Sign out ${name}`}
          onClick={() => revoke.mutate(device.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function moment(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}
