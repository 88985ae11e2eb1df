/* What a key may do. A larger role may do what a smaller one may. */
#ifndef SERVE_ROLES_H
#define SERVE_ROLES_H

typedef enum serve_role {
    ROLE_NOBODY,
    ROLE_SCREEN, /* ask */
    ROLE_REVIEW, /* settle alerts, read the log */
    ROLE_ADMIN,  /* renew the snapshot, keys */
    ROLE_COUNT
} serve_role;

#endif
