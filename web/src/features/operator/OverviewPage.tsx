import { Link } from "@tanstack/react-router";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import classes from "./OverviewPage.module.css";
import { operatorPages } from "./operatorPages";

/** Where those who run the instance begin: what there is, and what for. */
export function OverviewPage() {
  return (
    <>
      <title>This instance · Tenure</title>
      <PageHeader title="This instance">What there is for those who run it.</PageHeader>
      <ul className={classes.pages}>
        {operatorPages.map(({ to, name, icon, about }) => (
          <li key={to}>
            <Link to={to} className={classes.page}>
              <Icon name={icon} size={22} />
              <span>
                <strong className={classes.name}>{name}</strong>
                <span className={classes.about}>{about}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
